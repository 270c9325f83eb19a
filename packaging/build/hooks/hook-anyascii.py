"""Its tables of letters, which it reads one by one."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("anyascii")
