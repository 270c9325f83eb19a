from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from app.speech.acoustic import at_rate
from app.speech.coqui import HifiganGenerator
from app.speech.generator import Generator
from app.speech.mel import Mel
from app.speech.normalize import normalize
from app.speech.threads import Threads
from app.speech.vocoder import FIRST, MOST, Vocoder, sizes
from app.speech.voice import Voice
from app.values import Precision
from tests.speech.helpers import FOX, sentence_of

_V1 = {
    "resblock_type": "1",
    "upsample_factors": [8, 8, 2, 2],
    "upsample_kernel_sizes": [16, 16, 4, 4],
    "resblock_kernel_sizes": [3, 7, 11],
    "resblock_dilation_sizes": [[1, 3, 5]] * 3,
}
_V3 = {
    "resblock_type": "2",
    "upsample_factors": [8, 8, 4],
    "upsample_kernel_sizes": [16, 16, 8],
    "resblock_kernel_sizes": [3, 5, 7],
    "resblock_dilation_sizes": [[1, 2], [2, 6], [3, 12]],
}
_ODD = {  # kernels that are no multiple of their factor, or no longer than it; no last bias
    "resblock_type": "1",
    "upsample_factors": [5, 4, 3],
    "upsample_kernel_sizes": [11, 4, 7],
    "resblock_kernel_sizes": [3, 5],
    "resblock_dilation_sizes": [[1, 3, 5]] * 2,
    "conv_post_bias": False,
}


def _stock(parameters: dict[str, object]) -> HifiganGenerator:
    torch.manual_seed(7)
    model = HifiganGenerator(
        in_channels=8, out_channels=1, upsample_initial_channel=32, **parameters
    ).eval()
    model.remove_weight_norm()
    return model


@pytest.fixture(scope="module")
def mel(voice: Voice) -> Mel:
    clause = sentence_of(FOX).clauses[-1].text
    _, (tokens,) = voice._tokenizer.pieces(normalize(clause))
    prediction = voice._acoustic.predict(tokens.ids)
    return voice._acoustic.decode(prediction, at_rate(prediction.natural, 1.0), 0.0)


@pytest.mark.parametrize(("start", "short_of_end"), [(0, 0), (3, 5), (60, 0), (0, 170)])
def test_chunks_join_to_the_whole_utterance(
    voice: Voice, mel: Mel, start: int, short_of_end: int
) -> None:
    end = mel.frames - short_of_end
    whole = voice._vocoder.whole(mel)
    joined = np.concatenate(list(voice._vocoder.chunks(mel, start, end)))
    hop = voice._vocoder.hop
    assert len(joined) == (end - start) * hop
    np.testing.assert_allclose(joined, whole[start * hop : end * hop], atol=2e-5)


@pytest.mark.parametrize("frames", [1, 2, FIRST[0] - 1, FIRST[0], sum(FIRST) + MOST + 1])
def test_mels_of_any_length_join(voice: Voice, mel: Mel, frames: int) -> None:
    part = Mel.of(mel[:frames])
    joined = np.concatenate(list(voice._vocoder.chunks(part, 0, frames)))
    np.testing.assert_allclose(joined, voice._vocoder.whole(part), atol=2e-5)


@pytest.mark.parametrize("hurried", [True, False])
@pytest.mark.parametrize("frames", [1, FIRST[0], FIRST[0] + 1, MOST, MOST + 1, 300, 4900])
def test_chunks_are_as_long_as_the_caches_allow(frames: int, hurried: bool) -> None:
    made = sizes(frames, hurried=hurried)
    assert sum(made) == frames
    assert 1 <= min(made) <= max(made) <= MOST
    if hurried:
        assert made[0] <= FIRST[0]
    else:
        assert max(made) - min(made) <= 1


def test_the_first_chunk_is_short(voice: Voice, mel: Mel) -> None:
    lengths = [len(chunk) for chunk in voice._vocoder.chunks(mel, 0, mel.frames)]
    assert lengths[0] == FIRST[0] * voice._vocoder.hop
    assert lengths[0] < lengths[1]
    patient = voice._vocoder.chunks(mel, 0, mel.frames, hurried=False)
    assert len(next(patient)) > lengths[1]


@pytest.mark.parametrize(("parameters", "expected"), [(_V1, 13), (_V3, 11)])
def test_receptive_field(parameters: dict[str, object], expected: int) -> None:
    context = Generator(_stock(parameters), Precision.FLOAT32).context
    assert expected <= context <= expected + 1  # measured; a bound


@pytest.mark.parametrize("parameters", [_V1, _V3, _ODD])
@torch.inference_mode()
def test_any_shape_of_generator_makes_what_the_library_makes(
    parameters: dict[str, object],
) -> None:
    model = _stock(parameters)
    rows = torch.randn(150, 8)
    mel = Mel.of(rows)
    stock = model(rows.t()[None]).reshape(-1).numpy()
    vocoder = Vocoder(model, Precision.FLOAT32, Threads(2))
    np.testing.assert_allclose(vocoder.whole(mel), stock, atol=1e-5)
    cuts = [0, 1, 40, 41, 90, 149, 150]
    joined = [vocoder.part(mel, start, end) for start, end in itertools.pairwise(cuts)]
    np.testing.assert_allclose(np.concatenate(joined), stock, atol=1e-5)
