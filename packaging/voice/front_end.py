"""Text to the model's tokens, by the very code that does it when Lectern speaks."""

from __future__ import annotations

from dataclasses import dataclass

from app.speech import phonemes
from app.speech.mapped import from_text
from app.speech.tokens import Tokenizer
from app.speech.wording import Wording
from app.values import Boundary, Clause, Pronunciations
from voice import config
from voice.coqui import TTSTokenizer


@dataclass(frozen=True)
class Spelled:
    """A prompt as tokens: `ids` and the `symbols` they stand for, BOS and EOS being ""."""

    ids: tuple[int, ...]
    symbols: tuple[str, ...]


class FrontEnd:
    """Normalizer, espeak-ng and the vocabulary of all voices of this recipe."""

    def __init__(self) -> None:
        phonemes.register()
        made, _ = TTSTokenizer.init_from_config(config.acoustic(config.MELS, 1, 1))
        self._tokenizer = Tokenizer(made)
        self._wording = Wording("")

    def spell(self, text: str) -> Spelled | None:
        """The tokens of a prompt; None when it holds nothing to say, or too much for one piece."""
        clause = Clause(from_text(text), Boundary.SENTENCE)
        words, _ = self._wording.of(clause, Pronunciations())
        _, pieces = self._tokenizer.pieces(words)
        return Spelled(pieces[0].ids, pieces[0].symbols) if len(pieces) == 1 else None
