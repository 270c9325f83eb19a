"""Takes the library once (the wheel has it three times) and the data, where the loader looks.

The data of all languages comes in, 18 MB and 7 in the archive: espeak-ng turns to other languages
for foreign letters in an English text, which must sound as it does from the sources, and a voice
that users put in may speak any of them.
"""

import espeakng_loader

binaries = [(espeakng_loader.get_library_path(), "espeakng_loader")]
datas = [(espeakng_loader.get_data_path(), "espeakng_loader/espeak-ng-data")]
