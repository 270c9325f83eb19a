"""Takes of librosa its first module only: TTS imports it by name and, to speak, never calls it."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("librosa", includes=["__init__.pyi"])  # lazy_loader reads it
