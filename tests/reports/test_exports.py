from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from django.urls import reverse

from authorities.models import Role
from reports.analysis import write_analysis
from reports.disclosure import Audience
from reports.exports import header_of, scorecard_as_csv, scorecard_as_json
from reports.reading import read_scorecard
from tests.reports.html_tree import by_id, tree, words
from tests.reports.scenes import PERCENTAGE, Scene

# The shape that the design promises to scripts.
TOP = ["authority", "template", "period", "status", "inputs", "lines"]
LINE = [
    *("number", "code", "indicator", "section", "unit", "polarity", "value", "earlier", "direction", "word"),
    *("target", "rag", "comparators", "position", "analysis"),
]
VALUE = ["value", "symbol", "display", "window", "numerator", "denominator", "as_at"]


def test_the_json_has_the_promised_shape(scene: Scene) -> None:
    reading = read_scorecard(scene.scorecard, Audience.OWN)
    data = scorecard_as_json(reading.lines, header_of(reading, "draft"))
    assert list(data) == TOP
    assert (data["authority"], data["template"], data["period"]) == (scene.authority.code, "scene", "2025-01")
    assert (data["status"], data["inputs"]) == ("draft", scene.scorecard.inputs_hash)
    for line in data["lines"]:
        assert list(line) == LINE
        assert list(line["value"]) == list(line["earlier"]) == VALUE
    first = data["lines"][0]
    assert first["value"] == {
        "value": 21,
        "symbol": "",
        "display": "21%",
        "window": "R12",
        "numerator": 21,
        "denominator": 100,
        "as_at": "2025-01-31",
    }
    assert (first["direction"], first["word"], first["rag"], first["target"]) == (
        *("down", "POSITIVE", "amber", "20%"),
    )


def test_page_json_and_csv_say_the_same_of_every_line(scene: Scene) -> None:
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text='=It, "fell"\nagain', by=None)
    client = scene.client(Role.ANALYST)
    args = [scene.authority.code, scene.scorecard.pk]
    page = tree(client.get(reverse("scorecard", args=args)).content)
    data = json.loads(client.get(reverse("scorecard_export", args=[*args, "json"])).content)
    text = client.get(reverse("scorecard_export", args=[*args, "csv"])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(data["lines"]) == 3
    for line, row in zip(data["lines"], rows, strict=True):
        shown = [words(cell) for cell in by_id(page, f"line-{line['number']}").findall("td")]
        earlier, value, direction, target, rating = shown[:5]
        assert value.startswith(line["value"]["display"]) and row["value_display"] == line["value"]["display"]
        assert earlier.startswith(line["earlier"]["display"] or "–")
        assert Decimal(row["value"]) == Decimal(str(line["value"]["value"]))
        assert line["word"].capitalize() in direction and row["word"] == line["word"]
        assert target == (line["target"] or "–") and row["target"] == line["target"]
        assert (
            rating.lower() == {"none": "not rated"}.get(line["rag"], line["rag"])
            and row["rag"] == line["rag"]
        )
        assert row["analysis"].removeprefix("'") == line["analysis"]


def test_no_cell_of_the_csv_can_be_run_as_a_formula(scene: Scene) -> None:
    write_analysis(scorecard=scene.scorecard, number=PERCENTAGE, text="=HYPERLINK(1)", by=None)
    text = scorecard_as_csv(read_scorecard(scene.scorecard, Audience.OWN).lines)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_download_is_an_attachment_with_a_plain_name(scene: Scene) -> None:
    address = reverse("scorecard_export", args=[scene.authority.code, scene.scorecard.pk, "csv"])
    answer = scene.client(Role.ANALYST).get(address)
    name = f"scorecard-{scene.authority.code}-2025-01-scene.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_an_unknown_kind_of_file_is_not_found(scene: Scene) -> None:
    address = reverse("scorecard_export", args=[scene.authority.code, scene.scorecard.pk, "exe"])
    assert scene.client(Role.ANALYST).get(address).status_code == 404
