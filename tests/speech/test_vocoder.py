from __future__ import annotations

import numpy as np
import pytest
import torch

from app.speech.acoustic import at_rate
from app.speech.coqui import HifiganGenerator
from app.speech.normalize import normalize
from app.speech.vocoder import FIRST_WINDOW, NEXT_WINDOW, Vocoder, receptive_frames
from app.speech.voice import Voice
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


@pytest.fixture(scope="module")
def mel(voice: Voice) -> torch.Tensor:
    clause = sentence_of(FOX).clauses[-1].text
    _, (tokens,) = voice._tokenizer.pieces(normalize(clause))
    prediction = voice._acoustic.predict(tokens.ids)
    return voice._acoustic.decode(prediction, at_rate(prediction.natural, 1.0), 0.0)


@pytest.mark.parametrize(("start", "short_of_end"), [(0, 0), (3, 5), (60, 0), (0, 170)])
def test_chunks_join_to_the_whole_utterance(
    voice: Voice, mel: torch.Tensor, start: int, short_of_end: int
) -> None:
    end = mel.shape[2] - short_of_end
    whole = voice._vocoder.whole(mel)
    joined = np.concatenate(list(voice._vocoder.chunks(mel, start, end)))
    hop = voice._vocoder.hop
    assert len(joined) == (end - start) * hop
    np.testing.assert_allclose(joined, whole[start * hop : end * hop], atol=2e-5)


@pytest.mark.parametrize("frames", [1, 2, 10, FIRST_WINDOW - 1, FIRST_WINDOW, NEXT_WINDOW + 1])
def test_mels_of_any_length_join(voice: Voice, mel: torch.Tensor, frames: int) -> None:
    part = mel[:, :, :frames]
    joined = np.concatenate(list(voice._vocoder.chunks(part, 0, frames)))
    np.testing.assert_allclose(joined, voice._vocoder.whole(part), atol=2e-5)


def test_the_first_chunk_is_short(voice: Voice, mel: torch.Tensor) -> None:
    sizes = [len(chunk) for chunk in voice._vocoder.chunks(mel, 0, mel.shape[2])]
    assert sizes[0] < FIRST_WINDOW * voice._vocoder.hop
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize(("parameters", "expected"), [(_V1, 13), (_V3, 11)])
def test_receptive_field(parameters: dict[str, object], expected: int) -> None:
    assert expected <= receptive_frames(parameters) <= expected + 1  # measured; a bound


@pytest.mark.parametrize("parameters", [_V1, _V3])
def test_no_frame_beyond_the_receptive_field_is_heard(parameters: dict[str, object]) -> None:
    torch.manual_seed(7)
    generator = HifiganGenerator(
        in_channels=8, out_channels=1, upsample_initial_channel=32, **parameters
    ).eval()
    generator.remove_weight_norm()
    vocoder = Vocoder(generator, parameters, torch.device("cpu"))
    mel = torch.randn(1, 8, 300)
    joined = np.concatenate(list(vocoder.chunks(mel, 0, 300)))
    np.testing.assert_allclose(joined, vocoder.whole(mel), atol=1e-5)
