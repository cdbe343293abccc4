"""Ways to say a part of a mandate, each with letters that would part if it were not understood."""

import tomllib
from pathlib import Path

import pytest

from regelverk.letters.dates import dated, deadline, due
from regelverk.letters.naming import may_translate
from regelverk.letters.roles import role_words
from regelverk.letters.types import FindingKind, LetterCheck, Mention
from tests.letters.made import checked

_PHRASES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
_SVV = ("Samferdselsdepartementet", "Tildelingsbrev 2031 til Statens vegvesen")
_MDIR = ("Klima- og miljødepartementet", "Tildelingsbrev 2031 til Miljødirektoratet")
_LEADS = (
    *_SVV,
    (
        "Statens vegvesen skal lede Lydløypa – program for stille byggeplasser (2030–2033) i samarbeid med "
        "Miljødirektoratet. Formålet er at naboene skal få sove uten støy fra nattarbeid på byggeplassene."
    ),
)
_NAMES = (
    *_SVV,
    "Statens vegvesen skal delta i Lydløypa – program for stille byggeplasser (2030–2033).",
)


def _kinds(check: LetterCheck) -> set[FindingKind]:
    return {each.kind for each in (*check.findings, *check.unsure)}


def _told(check: LetterCheck, number: int) -> Mention:
    """What one letter says of the only initiative."""
    (initiative,) = check.initiatives
    return next(each for each in initiative.mentions if each.letter == f"brev/brev-{number}")


def test_a_purpose_is_known_by_another_letter() -> None:
    """The same words without "the purpose is" are the same purpose, with the letter's own quote."""
    check = checked(
        _LEADS,
        (
            *_MDIR,
            (
                "Miljødirektoratet skal delta i Lydløypa (2030–2033), som Statens vegvesen leder. Naboene skal "
                "få sove uten støy fra nattarbeid på byggeplassene."
            ),
        ),
    )
    why = _told(check, 1).parts["why"]
    assert why.words == "Naboene skal få sove uten støy fra nattarbeid på byggeplassene"
    assert why.quote.letter == "brev/brev-1"
    assert FindingKind.PURPOSE_MISSING not in _kinds(check)


def test_the_name_alone_is_no_purpose() -> None:
    """A sentence that only has the words of the name says nothing of why."""
    check = checked(
        _LEADS,
        (*_MDIR, "Miljødirektoratet skal delta i Lydløypa – program for stille byggeplasser."),
    )
    assert "why" not in _told(check, 1).parts
    assert FindingKind.PURPOSE_MISSING in _kinds(check)


@pytest.mark.parametrize(
    ("said", "part", "words"),
    [
        (
            "Miljødirektoratet skal delta i Lydløypa, slik at anleggs- og byggestøy går ned.",
            "why",
            "slik at anleggs- og byggestøy går ned",
        ),
        (
            (
                "Miljødirektoratet skal bidra i Lydløypa (2030–2033), et samarbeid med Statens vegvesen som "
                "skal redusere støy om natten."
            ),
            "why",
            "redusere støy om natten",
        ),
        (
            (
                "Miljødirektoratet skal bidra i Lydløypa, som Statens vegvesen leder, og som ellers har "
                "Folkehelseinstituttet og Husbanken som deltakere."
            ),
            "with_whom",
            "Folkehelseinstituttet og Husbanken",
        ),
    ],
)
def test_what_is_said_is_found(said: str, part: str, words: str) -> None:
    """Ordinary ways to say why and with whom."""
    assert _told(checked(_LEADS, (*_MDIR, said)), 1).said(part) == words


def test_a_pusher_for_something_is_no_purpose() -> None:
    """What an agency is to urge others to do is its task."""
    said = "Miljødirektoratet skal være pådriver for at kommunene tar i bruk tiltakene i Lydløypa."
    assert _told(checked(_LEADS, (*_MDIR, said)), 1).said("why") == ""


def test_two_lead_also_where_one_does_so_this_year() -> None:
    """To "have the responsibility in 2031" is a role."""
    said = "Miljødirektoratet har i 2031 koordineringsansvaret for Lydløypa (2030–2033)."
    assert FindingKind.SEVERAL_COORDINATORS in _kinds(checked(_LEADS, (*_MDIR, said)))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        *((role, said) for role, each in _PHRASES["roles"].items() for said in each),
        ("følge opp", "Direktoratet skal sjå til at Lydløypa blir følgd opp."),
        ("gjennomføre", "I Lydløypa skriv direktoratet rettleiaren om måling av støy."),
    ],
)
def test_a_role_is_known_however_it_is_said(role: str, said: str) -> None:
    """Also in the present tense, with the verb first, and in verbs that no list has."""
    told = _told(checked(_LEADS, (*_MDIR, said)), 1)
    leads = role == "koordinere" and told.leader == "Miljødirektoratet"
    assert leads or role in role_words(told.roles)


@pytest.mark.parametrize(
    ("part", "said"), [(part, said) for part, each in _PHRASES["parts"].items() for said in each]
)
def test_a_part_is_known_however_it_is_said(part: str, said: str) -> None:
    """What is said right after the sentence with the role."""
    named = "Miljødirektoratet skal delta i Lydløypa – program for stille byggeplasser (2030–2033)."
    told = _told(checked(_NAMES, (*_MDIR, f"{named} {said}")), 1)
    assert told.said(part)
    if part == "led_by":
        assert told.leader == "Husbanken"
    if part == "with_whom":
        assert "Husbanken" in told.partners


@pytest.mark.parametrize(("said", "day"), _PHRASES["deadlines"].items())
def test_a_deadline_is_known_however_it_is_said(said: str, day: str) -> None:
    """As a day, or as a season that can be compared."""
    assert due(deadline(said) or dated(said), 2031) == day


def test_a_lead_that_points_back_counts_beside_a_task_that_names_it() -> None:
    """Whoever coordinates "the programme" and delivers to it by name, coordinates."""
    told = _told(
        checked(
            _LEADS,
            (
                *_MDIR,
                (
                    "Lydløypa (2030–2033) gjelder alle byggeplasser. Miljødirektoratet har det overordnede "
                    "ansvaret for å samordne programmet. Miljødirektoratet skal medvirke med kart i Lydløypa."
                ),
            ),
        ),
        1,
    )
    assert told.roles == ("koordinere", "bidra")


def test_what_one_has_of_the_sum_is_no_other_sum() -> None:
    """An agency's share of the amount that is named before it is not compared with the whole."""
    whole = "Samlet ramme for Lydløypa i 2031 er 30 mill. kroner."
    share = "Av de 30 mill. kronene som er satt av til Lydløypa, er 12 mill. kroner direktoratets."
    check = checked((*_LEADS, whole), (*_MDIR, f"Direktoratet skal delta i Lydløypa. {share}"))
    assert FindingKind.AMOUNT_DIFFERS not in _kinds(check)


def test_a_deadline_beside_a_yearly_report_is_the_tasks() -> None:
    """The sentence also asks for a yearly report: its deadline is still that of the guide."""
    lead = "Statens vegvesen skal utgi den felles veilederen i Lydløypa. Frist: 1. juni 2031."
    part = (
        "I Lydløypa skriver direktoratet kapittel 2 i den felles veilederen, som skal foreligge "
        "1. september 2031, og gjør rede for arbeidet i årsrapporten for 2031."
    )
    assert FindingKind.DEADLINE_DIFFERS in _kinds(checked((*_LEADS, lead), (*_MDIR, part)))


def test_partners_begin_with_a_word() -> None:
    """In a long sentence the subject before "er med" is the one right before it."""
    said = (
        "Direktoratet har målingene i Lydløypa – program for stille byggeplasser ved skoler, barnehager og "
        "sykehjem (2030–2033), som Statens vegvesen leder, og som Folkehelseinstituttet også er med i."
    )
    assert (
        _told(checked(_LEADS, (*_MDIR, said)), 1).said("with_whom") == "Folkehelseinstituttet også"
    )


def test_numbers_tell_target_groups_apart() -> None:
    """Small and larger municipalities are two groups, however alike the words are."""
    sizes = ("5 000", "10 000")
    check = checked(
        *(
            (
                *head,
                f"Etaten skal delta i Lydløypa. Målgruppen er kommuner med under {size} innbyggere.",
            )
            for head, size in zip((_SVV, _MDIR), sizes, strict=True)
        )
    )
    assert FindingKind.TARGET_DIFFERS in _kinds(check)


@pytest.mark.parametrize(
    ("task", "differs"),
    [
        ("Miljødirektoratet skal sende bidrag til den felles statusrapporten for Lydløypa.", False),
        ("Miljødirektoratet skal sende den felles statusrapporten for Lydløypa.", True),
    ],
)
def test_the_date_after_a_task_is_for_the_task(task: str, *, differs: bool) -> None:
    """What is given to a joint report may be due before the report, also in a sentence of its own."""
    report = "Statens vegvesen skal sende en felles statusrapport for Lydløypa. Frist: medio september 2031."
    check = checked((*_LEADS, report), (*_MDIR, f"{task} Frist: 1. mai 2031."))
    assert (FindingKind.DEADLINE_DIFFERS in _kinds(check)) is differs


def test_a_budget_proposition_may_name_it_otherwise() -> None:
    """It is to no agency: the same leader and the same years tell that the thing is one."""
    bill = (
        "Samferdselsdepartementet",
        "Prop. 1 S (2030–2031)",
        "Proposisjon til Stortinget",
        "Programmet Lydløypene nær (2030–2033) ledes av Statens vegvesen.",
        "Miljødirektoratet skal delta i programmet Lydløypene nær (2030–2033).",
    )
    leads = (*_SVV, "Statens vegvesen skal lede programmet Lydløypene her (2030–2033).")
    check = checked(leads, bill)
    assert FindingKind.NAMES_DIFFER in _kinds(check)


@pytest.mark.parametrize(
    ("leader", "several"), [("", True), (" Planen ledes av Statens vegvesen.", False)]
)
def test_a_secretariat_leads_where_nobody_else_does(leader: str, *, several: bool) -> None:
    """Whoever is secretariat coordinates, unless the letter says who leads."""
    leads = (*_SVV, "Statens vegvesen skal koordinere planen Lydløypa (2030–2033).")
    said = f"Miljødirektoratet er sekretariat for planen Lydløypa (2030–2033).{leader}"
    check = checked(leads, (*_MDIR, said))
    assert (FindingKind.SEVERAL_COORDINATORS in _kinds(check)) is several


def test_the_agency_is_not_meant_by_the_end_of_another_name() -> None:
    """In "Utdannings direktoratet", split by a scan, "direktoratet" is not the addressee."""
    said = "Lydløypa (2030–2033) er et program. Utdannings direktoratet leder satsingen Lydløypa."
    told = _told(checked(_LEADS, (*_MDIR, said)), 1)
    assert "koordinere" not in told.roles
    assert told.leader == "Utdanningsdirektoratet"


def test_a_common_noun_beside_the_name_is_no_other_initiative() -> None:
    """A noun that one letter puts before the name is the same thing in the others."""
    leads = (*_SVV, "Statens vegvesen skal koordinere hospiteringsordningen Lydløypa (2030–2033).")
    joins = (
        *_MDIR,
        "Hospiteringsordningen går fra 2030 til 2033. Direktoratet skal delta i Lydløypa (2030–2033).",
    )
    (initiative,) = checked(leads, joins).initiatives
    assert initiative.name == "Lydløypa"


def test_an_abbreviation_between_name_and_description() -> None:
    """The three are one initiative, and a description with an abbreviation is a name too."""
    said = "skal delta i Stille netter (STN) – strategi for søvn i byene (2030–2033)."
    frame = "skal bruke felles rammeverk for måling av støy (FRM) i 2031 og bidra til FRM."
    check = checked(
        (*_SVV, f"Etaten {said}", f"Etaten {frame}"), (*_MDIR, f"Etaten {said}", f"Etaten {frame}")
    )
    assert sorted(each.name for each in check.initiatives) == ["FRM", "Stille netter"]


@pytest.mark.parametrize("before", ["U3 ", "B31-2 ", "Til ", "Støydata til "])
def test_what_stands_before_a_name_is_not_of_it(before: str) -> None:
    """An assignment's number, or what is given to the initiative."""
    leads = (*_SVV, "Statens vegvesen skal lede Lydløypa (2030–2033).")
    check = checked(leads, (*_MDIR, f"{before}Lydløypa (2030–2033) leverer direktoratet tall."))
    assert [each.name for each in check.initiatives] == ["Lydløypa"]
    assert FindingKind.NAMES_DIFFER not in _kinds(check)


def test_names_that_all_look_alike_are_for_the_reader() -> None:
    """Every word may be another in the other form of Norwegian."""
    assert may_translate("Rettleiaren for tenestene", "Rettlederen for tjenestene")
    assert not may_translate("Nettvern", "Nettvakt")


def test_a_sentence_on_the_programme_may_name_another() -> None:
    """What is said of "the trial" is about it, also where another programme is named in passing."""
    joins = (
        "Direktoratet skal delta i forsøket Lydløypa (2030–2033). Forsøket skal gi deltakerne i "
        "Søvnprogrammet roligere netter."
    )
    leads = "Etaten skal lede forsøket Lydløypa (2030–2033) og delta i Søvnprogrammet."
    check = checked((*_SVV, leads), (*_MDIR, joins))
    trial = next(each for each in check.initiatives if each.name == "Lydløypa")
    assert "roligere netter" in trial.mentions[1].said("why")


def test_a_title_that_a_scan_has_split() -> None:
    """The title is still the title, and a sentence that refers to another document is not."""
    refers = "Brevet må ses sammen med instruks for virksomheten og med Prop. 1 S (2030–2031)."
    letters = checked(
        ("Samferdselsdepartementet", "Tild elingsbrev 2031 – Statens vegvesen", refers)
    ).letters
    assert [(each.kind.value, each.agency) for each in letters] == [
        ("tildelingsbrev", "Statens vegvesen")
    ]
