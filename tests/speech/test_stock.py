"""The bundled voice stays a Coqui voice: stock `TTS.api.TTS` loads the same folder, and agrees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.speech.acoustic import at_rate
from app.speech.folder import VoiceFiles
from app.speech.mapped import from_text
from app.speech.normalize import normalize
from app.speech.voice import Voice

TEXT = "The quick brown fox jumps over the lazy dog, while seventeen visitors wait."
STOCK = """
import sys
import numpy as np, torch
import app.speech.coqui
from TTS.api import TTS
folder, text, out = sys.argv[1:]
tts = TTS(model_path=folder + "/model_file.pth", config_path=folder + "/config.json",
          vocoder_path=folder + "/vocoder.pth", vocoder_config_path=folder + "/vocoder_config.json",
          progress_bar=False)
model = tts.synthesizer.tts_model
ids = model.tokenizer.text_to_ids(text)
with torch.inference_mode():
    mel = model.inference(torch.tensor([ids]))["model_outputs"]
    wave = tts.synthesizer.vocoder_model(mel.transpose(1, 2))
np.savez(out, ids=ids, mel=mel[0].numpy(), wave=wave.reshape(-1).numpy(), said=len(tts.tts(text)))
"""


@pytest.fixture(scope="module")
def stock(joe: VoiceFiles, tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """What stock Coqui makes of the text, in a process of its own (its import opens a socket)."""
    out = tmp_path_factory.mktemp("stock") / "stock.npz"
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", STOCK, str(joe.info.folder), TEXT, str(out)],
        check=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        timeout=240,
    )
    return dict(np.load(out))


def test_same_tokens_same_mel_same_sound(voice: Voice, stock: dict[str, np.ndarray]) -> None:
    _, (tokens,) = voice._tokenizer.pieces(normalize(from_text(TEXT)))
    assert list(tokens.ids) == stock["ids"].tolist()
    prediction = voice._acoustic.predict(tokens.ids)
    mel = voice._acoustic.decode(prediction, at_rate(prediction.natural, 1.0), 0.0)
    np.testing.assert_allclose(mel[:].numpy(), stock["mel"], atol=1e-3)
    np.testing.assert_allclose(voice._vocoder.whole(mel), stock["wave"], atol=1e-3)


def test_stock_coqui_speaks_it(stock: dict[str, np.ndarray]) -> None:
    assert int(stock["said"]) > 3 * 22050
