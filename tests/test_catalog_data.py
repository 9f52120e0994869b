"""The catalogue's tables of conditions, drugs, procedures, vaccines and states."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from screener.catalog.load import catalog
from screener.catalog.words import words

RULES = Path(__file__).resolve().parent.parent / "rules"
TABLES = ("conditions.tsv", "drug-classes.tsv", "drugs.tsv", "procedures.tsv", "vaccines.tsv")
HEADER = ["id", "kind", "label", "synonyms", "codes", "parents", "closed", "question", "source"]
KINDS = {
    "conditions.tsv": {"condition"},
    "drug-classes.tsv": {"drug-class"},
    "drugs.tsv": {"drug"},
    "procedures.tsv": {"procedure", "device", "therapy"},
    "vaccines.tsv": {"vaccine"},
}
CODE = {
    "icd10cm": r"[A-Z](\*|\d\*|\d[0-9A-Z](\.[0-9A-Z]{1,4})?\*?)",
    "snomed": r"\d{6,18}",
    "rxnorm": r"\d{2,7}",
    "atc": r"[A-Z](\d(\d([A-Z]([A-Z](\d\d)?)?)?)?)?\*?",
    "mesh": r"[DC]\d{6,9}",
    "cvx": r"\d{2,3}",
    "loinc": r"\d{1,5}-\d",
}
# Ordinary words that must never stand for a disease, drug or procedure unless in exact case.
_WORDS = """
    a about above active acute add adult after again age aged agent agents aid aids all also am an and any arm art as ask at
    average baseline back bad balance band bar base be bed been before below best better between big black blind block blood
    blue board body bold bone book both bowl box boy brain break but by ca call can cap caps care case cast cat catch cause
    change check chest child children clean clear close cold color come common complete condition conditions control cool
    core cost could count course cover cross cup current cut daily damage dark data date day days dead deal degree depth diet
    difference direct disease diseases do does dose dot down draw dress drive drop drug drugs dry due each ear early easy eat
    edge effect eight end energy equal etc even ever every evidence exact eye face fact factor fail failure fair fall false
    family fan far fast fat father feed feel female few field file final find fine fire first fit five flat flow follow food
    foot for force form four free fresh from full gas general get girl give given go good gray great green ground group grow
    had hair half hand hard has have he head health hear heart heat heavy help her here high hip him his history hit hold home
    hope hot hour house how ice if ill impact in including infant inner intact into involved is issue it item its joint jump
    just keep key kid kidney kind known lab lack land large last late lead leaf least leave left leg lens less let level life
    lift light like limit line link lip list live liver local long look loss lot low lung mad main make male man map mark
    master match may mean measure medication medications meet men mental met method middle mild mind minor minute mole month
    more most mother mouth move much muscle must name near neck need negative neither nerve net never new next night nine no
    none nor normal not note now number of off often oil old on once one only onset open or order organ other others our out
    outcome over own pack pad page pair part past patch path patient patients people per period person phase plan plant
    plate play plus point pool poor pop port position positive possible post present press prior problem procedure procedures
    process product program prone proper protocol pulse pure put race range rapid rate raw ray reach reaction read real
    record red reduced regular require respond rest result right ring risk road rod role root rose round rule run safe salt
    same sample scale score screen screening sea second section see seed self sense sensitivity service set seven several
    severe sex shall sharp she short shot should show sick side sign signs simple since single site six size skin sleep slow
    small so soft soil some son sound source space specific speed spine spot square stable stage stand standard star start
    state status stay step still stop strain strong study subject such sugar support sure surface symptom symptoms system
    table take tall task tea ten term test than that the their them then therapy there they thick thin thing this three
    through time tip to today toe together tone too top total touch toxic trace track treat treatment treatments tree trial
    true try tube turn two type under unit until up upper use used user usual value vein very vessel view virus visit voice
    wall want was wash water wave way weak week weight well were wet what wheel when where which while white who whole why
    wide will wind window wish with within without woman women word work world would write year years yes yet you young zero
    """
COMMON = frozenset(_WORDS.split())


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    lines = (RULES / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == HEADER
    return tuple(dict(zip(HEADER, line.split("\t"), strict=True)) for line in lines[1:])


@cache
def everything() -> tuple[dict[str, str], ...]:
    return tuple(row for name in TABLES for row in table(name))


@cache
def states() -> dict[str, dict[str, object]]:
    return tomllib.loads((RULES / "states.toml").read_text(encoding="utf-8"))


def names(row: dict[str, str]) -> list[str]:
    return [row["label"], *(name for name in row["synonyms"].split("|") if name)]


def test_ids_are_unique_over_all_kinds():
    measures = [ident for path in (RULES / "measures").glob("*.toml") for ident in tomllib.loads(path.read_text("utf-8"))]
    counted = Counter([*measures, *states(), *(row["id"] for row in everything())])
    assert [ident for ident, count in counted.items() if count > 1] == []


def test_ids_are_kebab_case():
    assert [row["id"] for row in everything() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"])] == []


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_and_hold_their_kinds(name):
    ids = [row["id"] for row in table(name)]
    assert ids == sorted(ids)
    assert {row["kind"] for row in table(name)} <= KINDS[name]
    assert {row["closed"] for row in table(name)} <= {"yes", "no"}
    assert all(row["label"] and row["source"] for row in table(name))


def test_codes_are_well_formed():
    wrong = [
        (row["id"], coding)
        for row in everything()
        for coding in row["codes"].split()
        if not re.fullmatch(CODE[coding.partition(":")[0]], coding.partition(":")[2])
    ]
    assert wrong == []


def test_parents_exist_and_make_no_circle():
    parents = {row["id"]: row["parents"].split() for row in everything()}
    assert sorted({parent for some in parents.values() for parent in some} - parents.keys()) == []
    done: set[str] = set()

    def visit(ident: str, path: tuple[str, ...]) -> None:
        assert ident not in path, f"a circle of parents: {path}"
        if ident not in done:
            for parent in parents[ident]:
                visit(parent, (*path, ident))
            done.add(ident)

    for ident in parents:
        visit(ident, ())


def test_no_ordinary_word_is_a_name():
    caught = [
        (row["id"], name)
        for row in everything()
        for name in names(row)
        if not name.startswith("=") and (name.lower() in COMMON or " ".join(words(name)) in COMMON)
    ]
    assert caught == []


def test_one_and_two_letter_names_demand_exact_case():
    assert [(row["id"], name) for row in everything() for name in names(row) if len(name) <= 2] == []


def test_the_catalogue_is_broad():
    assert len(table("conditions.tsv")) >= 1500
    assert sum("icd10cm:" in row["codes"] for row in table("conditions.tsv")) >= 1500
    assert len(table("drugs.tsv")) + len(table("drug-classes.tsv")) >= 1500
    assert len(table("drug-classes.tsv")) >= 150
    assert len(table("procedures.tsv")) >= 200
    assert sum((RULES / name).stat().st_size for name in TABLES) < 1_300_000


@pytest.mark.parametrize(
    ("child", "ancestor"),
    [
        ("heart-failure", "heart-disease"),
        ("heart-failure-with-reduced-ejection-fraction", "heart-failure"),
        ("stemi", "myocardial-infarction"),
        ("myocardial-infarction", "ischemic-heart-disease"),
        ("atopic-dermatitis", "eczema"),
        ("dermatomyositis", "idiopathic-inflammatory-myopathy"),
        ("amyopathic-dermatomyositis", "dermatomyositis"),
        ("polymyositis", "myositis"),
        ("antisynthetase-syndrome", "idiopathic-inflammatory-myopathy"),
        ("immune-mediated-necrotizing-myopathy", "myositis"),
        ("overlap-myositis", "idiopathic-inflammatory-myopathy"),
        ("breast-cancer", "malignancy"),
        ("non-melanoma-skin-cancer", "malignancy"),
        ("basal-cell-carcinoma", "non-melanoma-skin-cancer"),
        ("multiple-myeloma", "malignancy"),
        ("aids", "hiv-infection"),
        ("hepatitis-b", "liver-disease"),
        ("tuberculosis", "infection"),
        ("cellulitis", "infection"),
        ("sepsis", "infection"),
        ("iga-deficiency", "primary-immunodeficiency"),
        ("deep-vein-thrombosis", "venous-thromboembolism"),
        ("pulmonary-embolism", "thrombosis"),
        ("epilepsy", "seizure-disorder"),
        ("type-2-diabetes-mellitus", "diabetes-mellitus"),
        ("copd", "respiratory-disease"),
        ("cirrhosis", "liver-disease"),
        ("systemic-lupus-erythematosus", "autoimmune-disease"),
        ("schizophrenia", "psychiatric-disorder"),
        ("hemophilia-a", "bleeding-disorder"),
        ("liver-metastasis", "malignancy"),
        ("disseminated-herpes-zoster", "herpes-zoster"),
        ("prednisone", "systemic-corticosteroids"),
        ("methylprednisolone", "corticosteroids"),
        ("budesonide", "inhaled-corticosteroids"),
        ("ciclosporin", "immunosuppressants"),
        ("azathioprine", "immunosuppressants"),
        ("methotrexate", "immunosuppressants"),
        ("mycophenolate-mofetil", "immunosuppressants"),
        ("cyclophosphamide", "immunosuppressants"),
        ("abatacept", "biologics"),
        ("dupilumab", "biologics"),
        ("tofacitinib", "jak-inhibitors"),
        ("furosemide", "loop-diuretics"),
        ("torasemide", "diuretics"),
        ("adalimumab", "anti-tnf-agents"),
        ("rituximab", "anti-cd20-antibodies"),
        ("warfarin", "anticoagulants"),
        ("apixaban", "doacs"),
        ("lisinopril", "ace-inhibitors"),
        ("losartan", "arbs"),
        ("metoprolol", "beta-blockers"),
        ("sertraline", "antidepressants"),
        ("pembrolizumab", "checkpoint-inhibitors"),
        ("semaglutide", "glp-1-receptor-agonists"),
        ("insulin-glargine", "insulin"),
        ("coronary-artery-bypass-grafting", "surgery"),
        ("hemodialysis", "dialysis"),
        ("kidney-transplantation", "transplantation"),
        ("plasmapheresis", "apheresis"),
        ("osimertinib", "egfr-tyrosine-kinase-inhibitors"),
        ("lazertinib", "tyrosine-kinase-inhibitors"),
        ("nivolumab", "pd-1-inhibitors"),
        ("atezolizumab", "pd-l1-inhibitors"),
        ("ipilimumab", "checkpoint-inhibitors"),
        ("penpulimab", "checkpoint-inhibitors"),
        ("pamiparib", "parp-inhibitors"),
        ("dalpiciclib", "cdk4-6-inhibitors"),
        ("pirarubicin", "anthracyclines"),
        ("satraplatin", "platinum-compounds"),
        ("tofogliflozin", "sglt2-inhibitors"),
        ("beinaglutide", "glp-1-receptor-agonists"),
        ("teneligliptin", "dpp-4-inhibitors"),
        ("roxithromycin", "macrolides"),
        ("cilazapril", "ace-inhibitors"),
        ("triflusal", "antiplatelets"),
        ("desirudin", "anticoagulants"),
        ("efgartigimod", "immunosuppressants"),
        ("itraconazole", "strong-cyp3a4-inhibitors"),
        ("rifampicin", "strong-cyp3a4-inducers"),
        ("amiodarone", "qt-prolonging-drugs"),
        ("iohexol", "iodinated-contrast-media"),
        ("cefuroxime", "beta-lactams"),
        ("macrophage-activation-syndrome", "hemophagocytic-lymphohistiocytosis"),
        ("coronary-vasospasm", "angina"),
        ("radiation-pneumonitis", "pneumonitis"),
        ("eye-infection", "infection"),
        ("langerhans-cell-histiocytosis", "malignancy"),
        ("warfarin", "anticoagulation"),
        ("insulin-glargine", "insulin-therapy"),
        ("amoxicillin", "antibiotic-therapy"),
        ("dolutegravir", "antiretroviral-therapy"),
        ("nivolumab", "immunotherapy"),
        ("panretinal-photocoagulation", "laser-photocoagulation"),
        ("plaque-psoriasis", "psoriasis"),
        ("chronic-spontaneous-urticaria", "urticaria"),
        ("relapsing-remitting-multiple-sclerosis", "multiple-sclerosis"),
        ("duchenne-muscular-dystrophy", "muscular-dystrophy"),
        ("suicide-attempt", "suicidal-ideation"),
        ("recurrent-urinary-tract-infection", "urinary-tract-infection"),
        ("central-retinal-vein-occlusion", "retinal-vein-occlusion"),
        ("primary-open-angle-glaucoma", "glaucoma"),
        ("stemi", "acute-myocardial-infarction"),
        ("acute-myeloid-leukemia", "acute-leukemia"),
        ("mmr-vaccine", "live-vaccine"),
        ("live-attenuated-influenza-vaccine", "live-vaccine"),
    ],
)
def test_is_a(child, ancestor):
    assert catalog().is_a(child, ancestor)


@pytest.mark.parametrize(
    ("child", "ancestor"),
    [
        ("prednisone", "immunosuppressants"),
        ("dexamethasone", "immunosuppressants"),
        ("heart-disease", "heart-failure"),
        ("dermatomyositis", "polymyositis"),
        ("benign-tumor", "malignancy"),
        ("inactivated-influenza-vaccine", "live-vaccine"),
        ("recombinant-zoster-vaccine", "live-vaccine"),
        ("type-1-diabetes-mellitus", "type-2-diabetes-mellitus"),
        ("synovitis", "bursitis"),
        ("hepatitis-b", "hepatitis-c"),
        ("latent-tuberculosis", "tuberculosis"),
        ("stevens-johnson-syndrome", "erythema-multiforme"),
        ("brain-tumor", "malignancy"),
        ("gilbert-syndrome", "hepatic-impairment"),
        ("palbociclib", "tyrosine-kinase-inhibitors"),
        ("ipilimumab", "pd-1-inhibitors"),
        ("cetuximab", "egfr-tyrosine-kinase-inhibitors"),
        ("alteplase", "anticoagulants"),
        ("trimethoprim", "sulfonamides"),
        ("glucosamine", "nsaids"),
        ("ipratropium", "long-acting-muscarinic-antagonists"),
        ("salmeterol", "short-acting-beta-agonists"),
        ("ribavirin", "hcv-direct-acting-antivirals"),
        ("cefuroxime", "penicillins"),
        ("gadobutrol", "iodinated-contrast-media"),
        ("teduglutide", "glp-1-receptor-agonists"),
        ("varenicline", "nicotine-replacement-therapy"),
        ("fluconazole", "strong-cyp3a4-inhibitors"),
        ("propofol", "volatile-anesthetics"),
        ("papilloma", "malignancy"),
        ("niemann-pick-diseases", "malignancy"),
        ("neurofibromatosis-2", "malignancy"),
        ("dermoid-cyst", "malignancy"),
        ("oral-leukoplakia", "malignancy"),
        ("ocular-hypertension", "glaucoma"),
        ("patent-foramen-ovale", "atrial-septal-defect"),
        ("restless-legs-syndrome", "dyskinesia"),
        ("discitis", "spondyloarthritis"),
        ("microscopic-colitis", "gastroenteritis"),
        ("primary-biliary-cholangitis", "cirrhosis"),
        ("preeclampsia", "gestational-hypertension"),
        ("febrile-seizure", "seizure-disorder"),
        ("thrombotic-thrombocytopenic-purpura", "vasculitis"),
        ("panuveitis", "endophthalmitis"),
        ("dehydration", "electrolyte-disorder"),
        ("primary-progressive-multiple-sclerosis", "secondary-progressive-multiple-sclerosis"),
        ("single-vessel-disease", "multivessel-disease"),
        ("acute-limb-ischemia", "critical-limb-ischemia"),
    ],
)
def test_is_not_a(child, ancestor):
    assert child in catalog()
    assert ancestor in catalog()
    assert not catalog().is_a(child, ancestor)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("cyclosporine", "ciclosporin"),
        ("heart attack", "myocardial-infarction"),
        ("T2DM", "type-2-diabetes-mellitus"),
        ("COPD", "copd"),
        ("CKD", "chronic-kidney-disease"),
        ("Sweet disease", "sweet-disease"),
        ("periodic granulocytopenia", "cyclic-neutropenia"),
        ("acquired immunodeficiency", "aids"),
        ("IVIg", "immunoglobulins"),
        ("Janus kinase inhibitors", "jak-inhibitors"),
        ("glucocorticoids", "systemic-corticosteroids"),
        ("biologicals", "biologics"),
        ("live/attenuated vaccine", "live-vaccine"),
        ("breastfeeding", "lactating"),
        ("malignant tumor", "malignancy"),
        ("SJS", "stevens-johnson-syndrome"),
        ("IIM", "idiopathic-inflammatory-myopathy"),
        ("AD", "atopic-dermatitis"),
        ("DM", "dermatomyositis"),
        ("DM", "diabetes-mellitus"),
        ("standard treatment", "standard-treatment"),
        ("language barrier", "language-barrier"),
        ("bedridden", "bedridden"),
    ],
)
def test_names_lead_to_concepts(text, concept):
    assert concept in catalog().by_text(text)


@pytest.mark.parametrize(
    ("system", "code", "concept"),
    [
        ("icd10cm", "L20.9", "atopic-dermatitis"),
        ("icd10cm", "I50.22", "heart-failure"),
        ("icd10cm", "C44.91", "basal-cell-carcinoma"),
        ("icd10cm", "D80.2", "iga-deficiency"),
        ("snomed", "24079001", "atopic-dermatitis"),
        ("snomed", "84114007", "heart-failure"),
        ("rxnorm", "8640", "prednisone"),
        ("cvx", "21", "varicella-vaccine"),
        ("icd10cm", "Z94.0", "kidney-transplantation"),
    ],
)
def test_codes_lead_to_concepts(system, code, concept):
    assert concept in catalog().by_code(system, code)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("AV", "acne-vulgaris"),
        ("ED", "erectile-dysfunction"),
        ("SCID", "severe-combined-immunodeficiency"),
        ("PCP", "phencyclidine"),
        ("SMA", "spinal-muscular-atrophy"),
        ("VF", "ventricular-fibrillation"),
        ("UA", "unstable-angina"),
        ("RIF", "recurrent-implantation-failure"),
        ("CRF", "chronic-renal-failure"),
        ("BMS", "bare-metal-stent"),
        ("THC", "dronabinol"),
        ("SjS", "stevens-johnson-syndrome"),
    ],
)
def test_abbreviations_that_mostly_mean_something_else_name_nothing(text, concept):
    assert concept in catalog()
    assert concept not in catalog().by_text(text)


@pytest.mark.parametrize(("text", "count"), [("AD", 2), ("ASD", 2), ("DM", 2), ("PRP", 2), ("ASA", 2)])
def test_abbreviations_of_two_things_name_both(text, count):
    assert len(catalog().by_text(text)) == count


@pytest.mark.parametrize(
    ("code", "concept"),
    [
        ("Z16.24", "multidrug-resistant-tuberculosis"),
        ("H40.013", "glaucoma"),
        ("I51.7", "left-ventricular-hypertrophy"),
        ("I25.2", "acute-myocardial-infarction"),
        ("L27.0", "dress-syndrome"),
        ("L40.4", "plaque-psoriasis"),
        ("G12.23", "als"),
        ("G20.C", "parkinson-disease"),
        ("S72.301A", "hip-fracture"),
        ("H40.89", "neovascular-glaucoma"),
        ("F32.81", "major-depressive-disorder"),
        ("E01.1", "hypothyroidism"),
        ("J84.116", "pulmonary-fibrosis"),
        ("K52.9", "colitis"),
        ("L97.511", "venous-ulcer"),
        ("R06.02", "respiratory-distress"),
        ("R73.09", "prediabetes"),
        ("H54.511A", "blindness"),
        ("R87.610", "cervical-intraepithelial-neoplasia"),
    ],
)
def test_codes_of_something_else_do_not_lead_to_a_concept(code, concept):
    assert concept in catalog()
    assert not any(catalog().is_a(found, concept) for found in catalog().by_code("icd10cm", code))


def test_open_and_closed_classes():
    assert catalog()["immunosuppressants"].closed
    assert catalog()["systemic-corticosteroids"].closed
    assert not catalog()["nephrotoxic-medication"].closed
    assert not catalog()["immunomodulators"].closed


def test_states_name_their_stage_and_question():
    allowed = {"kind", "label", "synonyms", "codes", "parents", "stage", "question", "source", "values"}
    for ident, entry in states().items():
        assert entry.keys() <= allowed, ident
        assert entry["kind"] in {"state", "demographic"}, ident
        assert entry.get("stage", "prescreen") in {"prescreen", "screening", "baseline"}, ident
        assert entry["question"], ident
        assert entry["source"], ident
    assert states()["informed-consent"]["stage"] == "screening"


def test_implications_name_known_concepts():
    rules = tomllib.loads((RULES / "implications.toml").read_text(encoding="utf-8"))
    for name, rule in rules.items():
        assert rule["source"], name
        for side in (rule["if"], rule["then"]):
            assert side["concept"] in catalog(), name
            if "value" in side:
                assert side["value"] in states()[side["concept"]]["values"], name
            else:
                assert isinstance(side["truth"], bool), name


def test_a_finding_is_told_by_measures_of_the_catalogue():
    known = catalog()
    for side, findings in tomllib.loads((RULES / "words" / "findings.toml").read_text(encoding="utf-8")).items():
        for finding, measures in findings.items():
            assert known[finding].kind == "condition", (side, finding)
            assert all(known[ident].measure is not None for ident in measures), (side, finding)
