"""Related articles share tags that few have, or words that few use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.theming.related import Subject, related


def subject(title: str, *tags: str, text: str = "") -> Subject:
    return Subject(title=title, tags=tags, text=text)


def titles(subjects: list[Subject], most: int = 3) -> dict[str, list[str]]:
    found = related(subjects, most)
    return {
        each.title: [subjects[at].title for at in places]
        for each, places in zip(subjects, found, strict=True)
    }


def test_a_tag_that_few_have_counts_more_than_one_that_all_have() -> None:
    everyday = [subject(f"Note {letter}", "news") for letter in "abcdef"]
    subjects = [subject("Weir", "news", "salmon"), *everyday, subject("Ladder", "news", "salmon")]

    assert titles(subjects, 2)["Weir"][0] == "Ladder"


@pytest.mark.parametrize(
    ("one", "like", "other"),
    [
        (
            "The miller opened the sluices at dawn",
            "Sluice gates and their millers",
            "Bread and cheese for supper",
        ),
        ("Старая мельница стоит у плотины", "Плотина и мельница зимой", "Хлеб и сыр на ужин"),
        ("水门在黎明时打开，磨坊主很高兴", "磨坊主与水门的故事", "晚餐吃面包和奶酪"),
        ("水門は夜明けに開いた。粉屋が喜んだ", "粉屋と水門の話", "夕食はパンとチーズ"),
        ("นายโรงสีเปิดประตูน้ำตอนรุ่งสาง", "ประตูน้ำของนายโรงสี", "ขนมปังกับชีสมื้อเย็น"),
        ("पनचक्की का मालिक बाँध पर खड़ा था", "बाँध और पनचक्की का इतिहास", "रोटी और पनीर का भोजन"),
        ("فتح الطحان بوابات السد عند الفجر", "الطحان وبوابات السد القديم", "الخبز والجبن للعشاء"),
    ],
    ids=["en", "ru", "zh", "ja", "th", "hi", "ar"],
)
def test_words_are_compared_in_any_script(one: str, like: str, other: str) -> None:
    subjects = [
        subject("One", text=one),
        subject("Like", text=like),
        subject("Other", text=other),
        *(subject(f"{n}", text=f"word{n}") for n in range(4)),
    ]

    assert titles(subjects)["One"] == ["Like"]


def test_markup_and_code_say_nothing() -> None:
    page = '<p class="lead">{}</p><pre>import sluice</pre><!-- sluice gate -->'
    subjects = [
        subject("One", text=page.format("Bread")),
        subject("Two", text=page.format("Chalk")),
        subject("Three", text="Rope"),
    ]

    assert not any(related(subjects, 3))


def test_equally_similar_articles_stay_in_their_order() -> None:
    subjects = [subject(f"{n}", "same") for n in range(6)]

    assert related(subjects, 3)[5] == [0, 1, 2]
    assert related(subjects, 3)[0] == [1, 2, 3]


def test_of_thousands_with_one_tag_the_nearest_in_time_are_compared() -> None:
    subjects = [subject(f"{n}", "same") for n in range(1000)]

    assert all(abs(at - 500) <= 40 for at in related(subjects, 12)[500])


def test_a_site_may_have_next_to_nothing() -> None:
    alone = subject("A", "x", text="alone")

    assert related([], 3) == []
    assert related([alone], 3) == [[]]
    assert related([alone, alone], 3) == [[1], [0]]


WORDS = st.lists(
    st.sampled_from(["sluice", "gate", "mill", "river", "rope", "chalk", "the", "of"]), max_size=12
)
SUBJECTS = st.builds(
    Subject,
    title=st.text(max_size=20),
    tags=st.lists(st.sampled_from("abc"), max_size=3),
    text=WORDS.map(" ".join),
)


@given(st.lists(SUBJECTS, max_size=12), st.integers(1, 4))
def test_none_is_its_own_and_none_appears_twice(subjects: list[Subject], most: int) -> None:
    for place, others in enumerate(related(subjects, most)):
        assert place not in others
        assert len(others) == len(set(others)) <= most
