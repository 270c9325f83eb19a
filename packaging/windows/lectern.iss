; The Windows installer: build the bundle, then compile this with Inno Setup 6.3 or later:
;   iscc packaging\windows\lectern.iss
; It installs for the user alone, without an administrator, and leaves texts, settings and voices
; of the user's where they are when it is uninstalled.

#define Bundle AddBackslash(SourcePath) + "..\..\dist\Lectern"
#define Version GetStringFileInfo(Bundle + "\Lectern.exe", "ProductVersion")
#define Id "app.lectern.lectern"

[Setup]
; Never changes: by it Windows knows which installation to bring up to date.
AppId={{AE999724-F936-4E58-B89A-41089D10EE4A}
AppName=Lectern
AppVersion={#Version}
AppPublisher=Lectern maintainers
DefaultDirName={autopf}\Lectern
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; What Qt 6 needs: Windows 10, version 1809.
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
ChangesEnvironment=yes
ChangesAssociations=yes
CloseApplications=yes
; Made by the build.
SetupIconFile=..\..\build\build\{#Id}.ico
UninstallDisplayIcon={app}\Lectern.exe
WizardStyle=modern
OutputDir=..\..\dist
OutputBaseFilename=lectern-{#Version}-windows-setup

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "openwith"; Description: "Offer Lectern under “Open with” for text files"; Flags: unchecked
Name: "path"; Description: "Make the command “lectern” known in terminals (adds it to PATH)"; Flags: unchecked

[InstallDelete]
; What an older version brought and this one does not: Python would still find it.
Type: filesandordirs; Name: "{app}\_internal\*.dist-info"
Type: filesandordirs; Name: "{app}\_internal\PySide6"
Type: filesandordirs; Name: "{app}\_internal\torch"
Type: filesandordirs; Name: "{app}\LICENCES"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
; Without it, "lectern" in a terminal would start Lectern.exe, which cannot print there.
Source: "lectern.cmd"; DestDir: "{app}\bin"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\Lectern"; Filename: "{app}\Lectern.exe"
Name: "{autodesktop}\Lectern"; Filename: "{app}\Lectern.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\{#Id}"; ValueType: string; ValueData: "Lectern document"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#Id}\DefaultIcon"; ValueType: string; ValueData: "{app}\Lectern.exe,0"
Root: HKA; Subkey: "Software\Classes\{#Id}\shell\open\command"; ValueType: string; ValueData: """{app}\Lectern.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.lectern"; ValueType: string; ValueData: "{#Id}"; Flags: uninsdeletevalue uninsdeletekeyifempty
; Offers itself for texts, and takes no file type away from anybody.
Root: HKA; Subkey: "Software\Classes\Applications\Lectern.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "Lectern"; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\Lectern.exe\shell\open\command"; ValueType: string; ValueData: """{app}\Lectern.exe"" ""%1"""; Tasks: openwith
#sub OfferFor
Root: HKA; Subkey: "Software\Classes\Applications\Lectern.exe\SupportedTypes"; ValueType: string; ValueName: "{#Ending}"; ValueData: ""; Tasks: openwith
#endsub
#define Ending ".txt"
#expr OfferFor
#define Ending ".md"
#expr OfferFor
#define Ending ".markdown"
#expr OfferFor
#define Ending ".rst"
#expr OfferFor
#define Ending ".log"
#expr OfferFor
#define Ending ".srt"
#expr OfferFor

[Run]
Filename: "{app}\Lectern.exe"; Description: "{cm:LaunchProgram,Lectern}"; Flags: nowait postinstall skipifsilent

[Code]
const
  MachineEnvironment = 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment';

function EnvironmentRoot: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function EnvironmentKey: String;
begin
  if IsAdminInstallMode then Result := MachineEnvironment else Result := 'Environment';
end;

{ Where our folder begins in PATH, both between semicolons; 0 when it is not there. }
function PlaceIn(const Path: String): Integer;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}\bin')) + ';', ';' + Lowercase(Path) + ';');
end;

procedure AddToPath;
var
  Path: String;
begin
  if not RegQueryStringValue(EnvironmentRoot, EnvironmentKey, 'Path', Path) then Path := '';
  if PlaceIn(Path) > 0 then exit;
  if (Path <> '') and (Path[Length(Path)] <> ';') then Path := Path + ';';
  RegWriteExpandStringValue(EnvironmentRoot, EnvironmentKey, 'Path', Path + ExpandConstant('{app}\bin'));
end;

procedure RemoveFromPath;
var
  Path: String;
  Place: Integer;
begin
  if not RegQueryStringValue(EnvironmentRoot, EnvironmentKey, 'Path', Path) then exit;
  Place := PlaceIn(Path);
  if Place = 0 then exit;
  { With the semicolon after it or, at the end, the one before it. }
  Delete(Path, Place, Length(ExpandConstant('{app}\bin')) + 1);
  if (Path <> '') and (Place > Length(Path)) and (Path[Length(Path)] = ';') then
    Delete(Path, Length(Path), 1);
  RegWriteExpandStringValue(EnvironmentRoot, EnvironmentKey, 'Path', Path);
end;

procedure CurStepChanged(CurStep: TSetupStep);
begin
  if (CurStep = ssPostInstall) and WizardIsTaskSelected('path') then AddToPath;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usPostUninstall then RemoveFromPath;
end;
