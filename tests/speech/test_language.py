"""A text in another language is noticed; English never is, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech.language import notice

LANGUAGES = {
    "German": "Der Hund ist nicht im Haus, und die Katze schläft auf dem Sofa.",
    "French": "Je ne sais pas ce que vous voulez dire, mais je suis là pour vous aider.",
    "Spanish": "No sé lo que quieres decir, pero estoy aquí para ayudarte con todo.",
    "Italian": "Non so cosa vuoi dire, ma sono qui per aiutarti con la tua casa.",
    "Portuguese": "Não sei o que você quer dizer, mas estou aqui para ajudar com isso.",
    "Dutch": "Ik weet niet wat je bedoelt, maar ik ben hier om je te helpen met het huis.",
    "Swedish": "Jag vet inte vad du menar, men jag är här för att hjälpa dig med det.",
    "Danish": "Jeg ved ikke, hvad du mener, men jeg er her for at hjælpe dig med det.",
    "Norwegian": "Jeg vet ikke hva du mener, men jeg er her for å hjelpe deg med det.",
    "Polish": "Nie wiem, co masz na myśli, ale jestem tu, żeby ci pomóc z tym domem.",
    "Czech": "Nevím, co tím myslíš, ale jsem tady, abych ti pomohl s tím domem.",
    "Hungarian": "Ez egy nagyon szép nap, és nem kell már dolgozni, mert ünnep van.",
    "Finnish": "En tiedä, mitä tarkoitat, mutta olen täällä, kun se on niin ja näin.",
    "Turkish": "Bu çok güzel bir gün ama ben sana yardım etmek için buradayım.",
    "Romanian": "Nu știu ce vrei să spui, dar sunt aici ca să te ajut cu casa ta.",
    "Indonesian": "Saya tidak tahu apa yang Anda maksud, tetapi saya di sini untuk membantu.",
}

SCRIPTS = {
    "looks like Russian": "Это очень хороший день, и мы идём домой.",
    "looks like Ukrainian": "Це їжак, і він живе в лісі.",
    "is in Cyrillic letters": "Привет",
    "looks like Greek": "Γειά σου Κόσμε",
    "is in Arabic letters": "مرحبا بالعالم",
    "looks like Persian": "چطوری پسر گل",
    "looks like Hebrew": "שלום עולם",
    "is in Devanagari letters": "यह पहला वाक्य है।",
    "looks like Chinese": "你好世界",
    "looks like Japanese": "今日は世界です",
    "looks like Korean": "안녕하세요",
    "looks like Thai": "สวัสดี",
    "looks like Georgian": "გამარჯობა",
}

ENGLISH = [
    "",
    "   ",
    "1234 5678",
    "😀 😀",
    "Bonjour",
    "Guten Tag!",
    "Je ne sais pas",
    "The quick brown fox jumps over the lazy dog and runs away with it.",
    "He ordered the coq au vin, crème brûlée and a café au lait at the Café de la Paix.",
    "In Die Zeit, der Spiegel and das Bild the story of the old man was told at length.",
    "Juan Carlos de la Cruz y Los Lobos play in El Paso, Las Cruces, La Mesa, Los Angeles.",
    "The angle α and the angle β are equal, so we find the third one, γ, by Pythagoras.",
    "The word Привет means hello in Russian, and 你好 means hello in Chinese.",
    "def f(x):\n    return x if x in y else None\n\nfor i in range(10):\n    print(f(i))",
    "SELECT a FROM b WHERE c = d AND e IN (1, 2) OR f LIKE 'x'",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt",
    "Smith, Jones, Brown, Taylor, Wilson, Davies, Evans, Thomas, Johnson, Roberts, Walker",
    "o a e i u x y z o a o e a a a o a e",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_in_latin_letters_is_named(language: str) -> None:
    assert notice(LANGUAGES[language]) == (
        f"This text looks like {language}; the voice speaks English and will read it with an "
        "English accent."
    )


@pytest.mark.parametrize("looks", SCRIPTS)
def test_another_script_is_named(looks: str) -> None:
    assert notice(SCRIPTS[looks]) == (
        f"This text {looks}; the voice speaks English and can read it only in part."
    )


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_what_cannot_be_told_is_left_in_peace(text: str) -> None:
    assert notice(text) == ""


def test_capitals_are_read_too() -> None:
    assert "German" in notice(LANGUAGES["German"].upper())


def test_a_book_is_judged_by_all_of_it() -> None:
    english, german = ENGLISH[7] + " ", LANGUAGES["German"] + " "
    assert notice(german * 5000 + english * 100).startswith("This text looks like German")
    assert notice(german * 10 + english * 5000) == ""


@given(st.text(max_size=200))
def test_any_text_gets_a_sentence_or_none(text: str) -> None:
    said = notice(text)
    assert said == "" or (said.startswith("This text ") and said.endswith("."))
