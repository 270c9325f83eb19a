"""Makes voices: from a teacher's speech or from recordings to a folder that Lectern speaks with.

The steps, in the order in which `making` takes them:

- `prompts` (and `phrases`) choose what is spoken; `front_end` spells it as Lectern does.
- `teachers` speak it (`piper_teacher`, `kokoro_teacher`), or `recordings` bring it and `aligner`
  finds how long each phoneme lasts; `lessons` keep it.
- `analyser` learns to tell the latents of a sound, and `moving` makes copies with another pitch.
- `acoustic` trains FastPitch, `vocoder` HiFi-GAN against `discriminators`.
- `assembly` writes the folder and its card, and `following` measures how its pitch follows.

`evaluate.py` then says how good it is. `recipe` holds all sizes.
"""
