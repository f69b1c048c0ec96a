"""Under each regulation one whole interview in a real browser, from its proposal to its file, by forms alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from plugin_walks import Pages, pages_of, walked
from pressing import PICTURES, SIZES, pictured

from yuetan.rules.events import FILED
from yuetan.rules.procedure import Kind


@pytest.mark.parametrize(("plugin", "kind"), [
    ("litong", "reminder"), ("tongren", "inquiry"), ("aba_housing", "warning"), ("monthly_talks", "daily")])
def test_an_interview_goes_from_its_proposal_to_its_file(browser: Browser, plugin: str, kind: str) -> None:
    subject, cast, deeds = walked(plugin, kind)
    with pages_of(browser, subject, cast) as pages:
        rule = next(one for one in subject.editions[0].settled.of(Kind) if one.code == kind)
        pages.proposes(rule.title)
        for deed in deeds:
            pages.does(deed)
        assert [deed.code for deed in deeds][-1] == FILED
        page = pages.page(cast.interview.organiser)
        page.goto(pages.case)
        expect(page.locator(".journal")).to_contain_text("记录已链式校验")
        expect(page.locator(".step-next, .step-ahead")).to_have_count(0)
        _leave(pages, plugin)


def _leave(pages: Pages, plugin: str) -> None:
    """Leave pictures and papers where somebody asked for them."""
    page = pages.page(pages.office.cast.interview.organiser)
    for name, size in SIZES.items() if PICTURES else ():
        page.set_viewport_size(size)
        page.goto(pages.case)
        pictured(page, f"{plugin}-{name}")
    for link in page.locator('a[href*="/papers/"]').all() if PICTURES else ():
        with page.expect_download() as download:
            link.click()
        download.value.save_as(Path(PICTURES) / f"{plugin}-{download.value.suggested_filename}")
