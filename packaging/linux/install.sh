#!/bin/sh
# Installs Lectern for you alone, from the unpacked folder that this script lies in, or takes it
# away again; no administrator is needed. Every file that is put somewhere is written down in the
# installed folder first, so that exactly those are removed, and nothing of yours: neither your
# texts, settings and voices, nor what you put into the folder yourself.

set -eu

ID=app.lectern.lectern
source=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

say() { printf '%s\n' "$*"; }

fail() {
    say "install.sh: $*" >&2
    exit 1
}

usage() {
    say "usage: ./install.sh              installs Lectern, or brings it up to date"
    say "       ./install.sh --uninstall  removes it; your texts and settings stay"
}

set_places() {
    case ${HOME-} in
        /*) ;;
        *) fail "your home folder is not known. Set HOME, then run this again." ;;
    esac
    case ${XDG_DATA_HOME-} in
        /*) data=$XDG_DATA_HOME ;;
        *) data=$HOME/.local/share ;;
    esac
    app=$HOME/.local/opt/lectern
    link=$HOME/.local/bin/lectern
    # Files of the app as "./name", all others with their whole path.
    record=$app/installed.txt
}

# ------------------------------------------------------------------------------- installing

install() {
    if [ ! -x "$source/Lectern" ] || [ ! -f "$source/share/applications/$ID.desktop" ]; then
        fail "$source is not complete. Unpack the archive again, and run this from there."
    fi
    if [ "$source" = "$app" ]; then
        list_app "$app" > "$app.record"
        remove_links
        mv "$app.record" "$record"
    else
        copy_app
    fi
    list_links >> "$record"
    make_links
    refresh "$data"
    say "Lectern is installed in $app and stands in the menu."
    say "To remove it: $app/install.sh --uninstall"
}

# The old version is taken away only when all of the new one is in its place.
copy_app() {
    if [ -d "$app" ] && [ ! -f "$record" ]; then
        fail "$app is there already, but not by this script. Move it away, then run this again."
    fi
    mkdir -p "$HOME/.local/opt" || fail "$HOME/.local/opt cannot be made. May you write there?"
    staged=$app.new
    trap 'rm -rf "$staged" "$app.record"' EXIT
    trap 'exit 1' HUP INT TERM
    rm -rf "$staged"
    say "Copying ..."
    cp -RP "$source" "$staged" || fail "$source cannot be copied to $staged. Is the disk full?"
    chmod -R u+w "$staged"
    list_app "$staged" > "$app.record"
    mv "$app.record" "$staged/installed.txt"
    clear_old
    remove_links
    [ ! -d "$app" ] || mv "$app" "$app.old"
    mv "$staged" "$app"
    trap - EXIT HUP INT TERM
    clear_old
}

# What is left in the old folder without Lectern's files is the user's, and moves to the new one.
clear_old() {
    [ -d "$app.old" ] || return 0
    if [ ! -d "$app" ]; then # an installation was interrupted
        mv "$app.old" "$app"
        return
    fi
    remove_app "$app.old"
    [ -d "$app.old" ] || return 0
    (cd "$app.old" && find . ! -type d) | while IFS= read -r file; do
        ! is_there "$app/$file" || continue
        mkdir -p "$(dirname -- "$app/$file")"
        mv "$app.old/$file" "$app/$file"
    done
    remove_empty "$app.old"
    [ ! -d "$app.old" ] || fail "files of yours are in the way. Move them out of $app.old."
}

list_app() {
    if [ -f "$1/installed.txt" ]; then
        grep '^\./' "$1/installed.txt"
    else
        (cd "$1" && find . ! -type d && say ./installed.txt)
    fi
}

list_links() {
    (cd "$source/share" && find applications icons man metainfo mime -type f) |
        while IFS= read -r file; do say "$data/$file"; done
    if [ "$(readlink "$link")" = "$app/lectern-cli" ] || ! is_there "$link"; then
        say "$link"
    fi
}

make_links() {
    sed -n "s|^/|/|p" "$record" | while IFS= read -r place; do
        mkdir -p "$(dirname -- "$place")"
        case $place in
            "$link") ln -s "$app/lectern-cli" "$link" ;;
            *.desktop) menu_entry > "$place" ;;
            *) cp "$app/share/${place#"$data"/}" "$place" ;;
        esac
    done
    if [ "$(readlink "$link")" != "$app/lectern-cli" ]; then
        say "$link is there already and is not Lectern's, so it was left as it is."
        say "The command line is $app/lectern-cli"
        return
    fi
    case :${PATH-}: in
        *:"$HOME/.local/bin":*) ;;
        *) say "The command \"lectern\" works once $HOME/.local/bin is on your PATH." ;;
    esac
}

# The menu entry with the whole path of the program, which is escaped twice: as an argument in
# quotes, then as a string (Desktop Entry Specification, "The Exec key").
menu_entry() {
    path=$(say "$app/Lectern" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
    while IFS= read -r line; do
        case $line in
            Exec=Lectern*) say "Exec=\"$path\"${line#Exec=Lectern}" ;;
            *) say "$line" ;;
        esac
    done < "$app/share/applications/$ID.desktop"
}

is_there() { [ -e "$1" ] || [ -L "$1" ]; }

# ------------------------------------------------------------------------------- removing

uninstall() {
    if [ ! -f "$record" ]; then
        say "Lectern is not installed in $app."
        return
    fi
    cd /
    remove_module
    remove_links
    remove_app "$app"
    prune "$(dirname -- "$app")"
    say "Lectern is removed; your texts and settings are still there."
    [ ! -d "$app" ] || say "Files that are not Lectern's were left in $app"
}

# What "lectern speech-dispatcher --install" has made, if it leads here.
remove_module() {
    module=$(dirname -- "$data")/libexec/speech-dispatcher-modules/sd_lectern
    case $(readlink "$module") in
        "$app"/*) rm -f -- "$module" ;;
    esac
}

remove_links() {
    [ -f "$record" ] || return 0
    sed -n "/^\//p" "$record" | tr '\n' '\0' | xargs -0 rm -f --
    installed_data=$(sed -n "s|^\(/.*\)/applications/$ID\.desktop\$|\1|p" "$record")
    refresh "$installed_data"
    sed -n "/^\//p" "$record" | while IFS= read -r place; do prune "$(dirname -- "$place")"; done
}

remove_app() {
    [ -f "$1/installed.txt" ] || return 0
    (cd "$1" && grep '^\./' installed.txt | tr '\n' '\0' | xargs -0 rm -f --)
    remove_empty "$1"
}

remove_empty() {
    # Folders that hold something cannot be removed, and are meant to stay.
    find "$1" -depth -type d -exec rmdir {} + 2> /dev/null || true
}

# Removes a folder and those above it as long as they are empty.
prune() {
    empty=$1
    while [ "$empty" != "$HOME" ] && rmdir "$empty" 2>/dev/null; do
        empty=$(dirname -- "$empty")
    done
}

# Desktops find what is new by these caches, where they have them.
refresh() {
    refresh_entries "$1/applications"
    refresh_types "$1/mime"
    if [ -d "$1/icons/hicolor" ]; then
        touch "$1/icons/hicolor"
        if [ -f "$1/icons/hicolor/icon-theme.cache" ] && has gtk-update-icon-cache; then
            gtk-update-icon-cache -q -t -f "$1/icons/hicolor" || true
        fi
    fi
}

refresh_entries() {
    [ -d "$1" ] && has update-desktop-database || return 0
    update-desktop-database -q "$1" || true
    # It writes its list even when there are no entries any more.
    find "$1" -name '*.desktop' | grep -q . || rm -f "$1/mimeinfo.cache"
}

refresh_types() {
    [ -d "$1/packages" ] && has update-mime-database || return 0
    update-mime-database "$1" || true
    find "$1/packages" -type f | grep -q . && return 0
    for list in XMLnamespaces aliases generic-icons globs globs2 icons magic mime.cache subclasses \
        treemagic types version; do
        rm -f "$1/$list"
    done
    remove_empty "$1"
}

has() { command -v "$1" > /dev/null; }

# One block, so that the whole script is read before it removes its own file.
{
    set_places
    case $#:${1-} in
        0:) install ;;
        1:--uninstall) uninstall ;;
        1:-h | 1:--help) usage ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
    exit
}
