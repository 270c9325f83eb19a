"""The values that cross borders: between threads, between processes, between packages.

All of them are frozen and small, and none of them knows Qt, torch or PortAudio. Positions in a
text count Unicode code points of the text as it was typed. Positions in sound count samples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Samples: TypeAlias = "npt.NDArray[np.float32]"
"""Mono sound in -1..1; numpy itself is left to those who compute with it."""

RATE_RANGE = (0.5, 4.0)
PITCH_RANGE = (-6.0, 6.0)
VOLUME_RANGE = (0.0, 1.0)
# Of what is shaped by hand: times as long, semitones, decibels, seconds.
SHAPE_LENGTHS = (0.25, 4.0)
SHAPE_PITCHES = (-12.0, 12.0)
SHAPE_GAINS = (-60.0, 12.0)
BREAKS = (0.0, 30.0)


# ------------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the typed text, `start` included, `end` not."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text made from another, with the place in the other that each character came from.

    Character `i` of `text` stands for the typed characters `starts[i]` to `ends[i]`. When "$5"
    becomes "five dollars", all twelve characters stand for the same two typed ones.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The typed stretch behind the characters `start` to `end` of this text (not empty)."""
        return Span(min(self.starts[start:end]), max(self.ends[start:end]))


class Boundary(IntEnum):
    """What follows a clause; each has its own pause."""

    CLAUSE = 0
    SENTENCE = 1
    HEADING = 2
    PARAGRAPH = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """How a stretch of the text is to be said, beside the options for all of it.

    `length` times as long, `pitch` semitones higher, `gain` decibels louder. Where several shapes
    lie over a word, lengths multiply, pitches and gains add up.
    """

    span: Span
    length: float = 1.0
    pitch: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Break:
    """Silence of `seconds` (at rate 1) at a place in the text, instead of the pause found there."""

    position: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Shaping:
    """All that is shaped by hand in a text, in its order."""

    shapes: tuple[Shape, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`text` from `start` to `end`, and what is shaped in it; None: to its end."""

    text: str
    start: int = 0
    end: int | None = None
    shaping: Shaping = field(default_factory=Shaping)


@dataclass(frozen=True, slots=True)
class Problem:
    """A tag in the text that has no effect, where it begins, and why."""

    position: int
    message: str


@dataclass(frozen=True, slots=True)
class Clause:
    """What is rendered in one piece: a sentence, or a part of a long one.

    `pause` is the silence after it in seconds at rate 1; None: the usual one of its boundary.
    `sounds` are phonemes that were asked for in the text, as they were written there.
    """

    text: MappedText
    boundary: Boundary
    pause: float | None = None
    sounds: tuple[Sounds, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the typed text, cut into clauses, and the shapes that lie over it."""

    span: Span
    clauses: tuple[Clause, ...]
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text: at `start`, `removed` characters gave way to `added` others."""

    start: int
    removed: int
    added: int


# ---------------------------------------------------------------------------- options


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence after a boundary, in milliseconds at rate 1."""

    clause: int = 250
    sentence: int = 500
    heading: int = 750
    paragraph: int = 900

    def after(self, boundary: Boundary) -> int:
        return (self.clause, self.sentence, self.heading, self.paragraph)[boundary]


@dataclass(frozen=True, slots=True)
class Skipping:
    """What is left out when reading."""

    citations: bool = False
    brackets: bool = False
    urls: bool = False


class Pronunciation(NamedTuple):
    """How a word or phrase is said: by other words, or by the phonemes of the IPA.

    `exact`: only where it is typed in the same capitals. No control characters in either text.
    """

    written: str
    spoken: str
    ipa: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pronunciations:
    """The user's pronunciations, as one string: thousands cross to another process at once.

    Unpacking them for every request would hold up the first sound by milliseconds.
    """

    packed: str = ""

    @classmethod
    def of(cls, entries: Iterable[Pronunciation]) -> Pronunciations:
        return cls("\n".join(f"{e.ipa:d}{e.exact:d}{e.written}\t{e.spoken}" for e in entries))

    def unpacked(self) -> tuple[Pronunciation, ...]:
        """The entries in their order."""
        lines = self.packed.split("\n") if self.packed else []
        pairs = [(line[:2], line[2:].partition("\t")) for line in lines]
        return tuple(
            Pronunciation(written, spoken, flags[0] == "1", flags[1] == "1")
            for flags, (written, _, spoken) in pairs
        )


@dataclass(frozen=True, slots=True)
class SpeakOptions:
    """How a text is spoken. Rate 1 is the voice's own; pitch is in semitones.

    `stretch` takes the place of the rate when a text is fitted to a time: what can give way
    (pauses and long sounds most) becomes so many times as long.
    """

    rate: float = 1.0
    pitch: float = 0.0
    pauses: Pauses = field(default_factory=Pauses)
    skipping: Skipping = field(default_factory=Skipping)
    pronunciations: Pronunciations = field(default_factory=Pronunciations)
    stretch: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The stretch `span` of a text is to take `seconds`, all of it when there is no span."""

    seconds: float
    span: Span | None = None


class Compute(Enum):
    """Where the voice runs; AUTO is CUDA when a kernel runs there, else the CPU."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Precision(Enum):
    """What the voice computes its sound in; lengths are computed in float32 in any case.

    AUTO is BFLOAT16 where the processor has instructions for it and is measured to be faster with
    it, else FLOAT32.
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    INT8 = "int8"


# ------------------------------------------------------------------------------ voice


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """What is known of a voice without loading it. `pitch_range` is in semitones.

    `symbols` are the phonemes of the IPA that it has learnt; "" when it takes letters only.
    """

    folder: Path
    name: str
    title: str
    language: str
    sample_rate: int
    licence: str = ""
    provenance: str = ""
    pitch_range: tuple[float, float] = (0.0, 0.0)
    symbols: str = ""


@dataclass(frozen=True, slots=True)
class IpaReading:
    """What a voice makes of phonemes: those that it says, and what it cannot say as written.

    `instead` holds pairs: a symbol that it has not learnt and the nearest that it has, "" for none.
    """

    symbols: str
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sounds:
    """Phonemes that are said for a stretch of the typed text, in place of its words."""

    span: Span
    symbols: str


@dataclass(frozen=True, slots=True)
class Pronounced:
    """The phonemes that the voice says for a text it was asked about."""

    request: int
    symbols: str


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word: its typed span, and its samples counted from the start of its request."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Rendered sound of request `request`: mono float32 in -1..1, and the words of a clause.

    `words` is filled in the first chunk of a clause and holds all words of that clause, whose
    samples may lie in later chunks: the durations are known before the sound is.
    """

    request: int
    samples: Samples
    words: tuple[Word, ...] = ()


class Priority(IntEnum):
    """Which request the voice advances first; the lowest number wins. RESTING is laid aside."""

    PLAYING = 0
    PREVIEW = 1
    PREPARE = 2
    LENGTHS = 3
    SAVE = 4
    RESTING = 5


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A sentence to render. What lies before the typed position `start` is left out."""

    id: int
    priority: Priority
    sentence: Sentence
    options: SpeakOptions
    start: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """A text that will probably be spoken next; `options` None: those that hold then."""

    text: str
    start: int = 0
    end: int | None = None
    options: SpeakOptions | None = None
    shaping: Shaping = field(default_factory=Shaping)


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """A sentence to measure: how long it would be, with its words when `timed`."""

    id: int
    priority: Priority
    sentence: Sentence
    options: SpeakOptions
    timed: bool = False


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """A sentence to be outlined: its words, their pitch and its pauses, without a sound."""

    id: int
    priority: Priority
    sentence: Sentence
    options: SpeakOptions


VoiceRequest = RenderRequest | MeasureRequest | OutlineRequest


@dataclass(frozen=True, slots=True)
class Length:
    """What a sentence takes: `samples`, exactly, as its options ask for it.

    A clause of it (with the pause after it) takes `fixed + stretch * giving` samples, rounded,
    when it is fitted to a time.
    """

    samples: int
    fixed: tuple[float, ...]
    giving: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured sentence; the words' samples count from its start."""

    request: int
    length: Length
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Tone:
    """A stretch of a word's sound that has a pitch; samples count from the sentence's start."""

    start: int
    end: int
    hertz: float


@dataclass(frozen=True, slots=True)
class OutlinedWord:
    """A word: its typed span, its samples in the sentence, and the pitch of its voiced sounds."""

    span: Span
    start: int
    end: int
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlinedPause:
    """The pause after a clause, from the end of a word to the start of the next, or to the end.

    A `Break` at `position` takes its place; one of `seconds` leaves it as it is.
    """

    position: int
    start: int
    end: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outlined:
    """An outlined sentence, `samples` long with the pause after it."""

    request: int
    samples: int
    words: tuple[OutlinedWord, ...] = ()
    pauses: tuple[OutlinedPause, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The request's last chunk was sent before this; the voice worked on it for `seconds`."""

    request: int
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RenderFailed:
    """The request ended early; the chunks sent before stay good."""

    request: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class VoiceDied:
    """The voice process ended or hung; its open requests are lost."""

    reason: str


# ----------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True)
class VoiceProgress:
    """The voice is being made ready: the stage in words, and how much is done (0 to 1)."""

    stage: str
    fraction: float


@dataclass(frozen=True, slots=True)
class VoiceReady:
    """The voice is warm. `stages` holds the seconds that each stage of the start took."""

    voice: VoiceInfo
    compute: Compute
    stages: tuple[tuple[str, float], ...] = ()
    precision: Precision = Precision.FLOAT32


@dataclass(frozen=True, slots=True)
class VoiceFailed:
    """The voice cannot be used; nothing can be spoken until another is chosen."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know though work goes on. `key` lets a later one replace it."""

    key: str
    message: str
    hint: str = ""


class State(Enum):
    """What the engine is doing for the listener."""

    IDLE = "idle"
    WAITING = "waiting"  # asked to speak before the voice is ready
    SPEAKING = "speaking"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class StateChanged:
    state: State
    job: int


@dataclass(frozen=True, slots=True)
class SentenceStarted:
    """The listener now hears this sentence; `revision` is that of the text the span is in."""

    job: int
    span: Span
    revision: int


@dataclass(frozen=True, slots=True)
class WordStarted:
    job: int
    span: Span
    revision: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The job's last sample was heard, or it was stopped. `position` is where it got to.

    `heard`: when it was stopped, the position up to which it was heard, in whole words; `position`
    is where to go on, which is the start of a word that was not heard to its end.
    """

    job: int
    position: int
    revision: int
    complete: bool
    heard: int | None = None


@dataclass(frozen=True, slots=True)
class FirstSound:
    """`seconds` from the request to the first block of the job handed to the device."""

    job: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Underrun:
    """The player had nothing to play though the job was not at its end."""

    job: int


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """The sound device went away; `fallback` plays on, or is empty when there is none."""

    device: str
    fallback: str


@dataclass(frozen=True, slots=True)
class SaveProgress:
    job: int
    fraction: float


@dataclass(frozen=True, slots=True)
class Saved:
    job: int
    path: str
    seconds: float


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """A save ended without a file; `message` is empty when the user cancelled it."""

    job: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a text takes; `exact` to the sample when all of it was measured."""

    seconds: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long the text of `revision` takes, and the stretch of it that was asked about."""

    job: int
    revision: int
    whole: Duration
    part: Duration | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What the sentence `span` of the text of `revision` will be, as it is now shaped.

    An empty span: there is no sentence, or it cannot be outlined.
    """

    job: int
    revision: int
    span: Span
    samples: int
    sample_rate: int
    words: tuple[OutlinedWord, ...] = ()
    pauses: tuple[OutlinedPause, ...] = ()


Event = (
    VoiceProgress
    | VoiceReady
    | VoiceFailed
    | Notice
    | StateChanged
    | SentenceStarted
    | WordStarted
    | Finished
    | FirstSound
    | Underrun
    | DeviceLost
    | SaveProgress
    | Saved
    | SaveFailed
    | Pronounced
    | Lengths
    | Outline
)


VoiceMessage = (
    VoiceProgress
    | VoiceReady
    | VoiceFailed
    | Notice
    | AudioChunk
    | Measured
    | Outlined
    | Rendered
    | RenderFailed
    | VoiceDied
    | Pronounced
)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event to emit when the listener hears sample `sample` of the job."""

    sample: int
    event: Event


@dataclass(frozen=True, slots=True)
class PlayerPosition:
    """Where the player is, in samples from the start of the job; `kept_from` is the oldest kept."""

    job: int
    heard: int
    written: int
    appended: int
    kept_from: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the engine is doing now: `position` is the place in the text being heard.

    `seconds_per_character` is the mean at the present rate, from what was spoken so far.
    """

    state: State
    job: int
    position: int
    revision: int
    seconds_per_character: float
