"""What every publication says of itself."""

from __future__ import annotations

from terreau.publishing.material import Material
from terreau.publishing.provenance import as_of, banners, provenance
from terreau.publishing.view import InternalView, PublicView


def _with(material: Material, **parts: dict[str, object]) -> PublicView:
    results = {**material.results, **{k: {**material.results[k], **v} for k, v in parts.items()}}
    return PublicView(Material(results, material.data, material.framework))


def test_data_framework_and_software_are_named(plain: Material) -> None:
    said = "\n".join(provenance(PublicView(plain)))
    digest = plain.results["snapshot"]["digest"]
    assert "figées le 12 novembre 2026" in said
    assert digest[:4] in said
    assert "ect@0.1" in said
    assert f"Terreau {plain.results['software']}" in said
    assert "graine" not in said


def test_the_plan_is_named_where_it_was_run(plain: Material) -> None:
    view = _with(plain, study={"prereg_date": "2026-09-01"})
    assert "graine 20260101, enregistré le 1er septembre 2026." in "\n".join(
        provenance(view, plan=True)
    )


def test_data_without_a_date_say_so(plain: Material) -> None:
    view = _with(plain, snapshot={"as_of": ""})
    assert as_of(view) is None
    assert "sans date" in provenance(view)[0]


def test_banners_tell_what_is_imagined_and_what_stays_inside(plain: Material) -> None:
    assert len(banners(InternalView(plain))) == 2
    assert banners(_with(plain, snapshot={"fictional": False})) == ()
