"""Takes the library once (the wheel has it three times) and the data, where the loader looks.

The data of all languages is 7 MB of the archive, and a voice that users put in may speak any.
"""

import espeakng_loader

binaries = [(espeakng_loader.get_library_path(), "espeakng_loader")]
datas = [(espeakng_loader.get_data_path(), "espeakng_loader/espeak-ng-data")]
