"""What do the journeys share? A served application, people with browsers, watched pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, expect

from accounts.models import Membership
from tests.cast import Cast, client_of, settle
from tests.journeys.inspector import Inspector
from tests.journeys.soundness import PagesSent
from tests.journeys.typist import Typist
from tests.journeys.visitor import Visitor, watch

# Long enough for a machine that does three things at once; a page that is there is seen at once.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def pages_sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PagesSent]:
    """All pages of all journeys go to the validator together, when the last journey is over."""
    sent = PagesSent(tmp_path_factory.mktemp("pages"))
    with pytest.MonkeyPatch.context() as patch:
        sent.listen(patch)
        yield sent
    assert sent.faults() == []


@dataclass
class Given:
    """Who is there at the beginning of a journey."""

    cast: Cast
    browser: Browser
    address: str
    visitors: list[Visitor] = field(default_factory=list)

    def at_work(self, who: Membership, *, width: int = 1280, scripts: bool = True) -> Visitor:
        """Somebody who is signed in, at a browser of their own."""
        visitor = self.nobody(width=width, scripts=scripts)
        self.sign_in(visitor.page.context, who)
        return visitor

    def typing(self, who: Membership | None, *, width: int = 1280) -> Typist:
        """Somebody, at work or not, who uses no mouse."""
        visitor = self.at_work(who, width=width) if who else self.nobody(width=width)
        typist = self._instead(Typist, visitor)
        assert isinstance(typist, Typist)
        return typist

    def inspecting(self, who: Membership | None = None) -> Inspector:
        """Somebody, at work or not, who looks closely at every page."""
        return self.looking_closely(self.at_work(who) if who else self.nobody())

    def looking_closely(self, visitor: Visitor) -> Inspector:
        """The same visitor, who looks closely from now on."""
        inspector = self._instead(Inspector, visitor)
        assert isinstance(inspector, Inspector)
        return inspector

    def _instead(self, kind: type[Visitor], visitor: Visitor) -> Visitor:
        """The same browser, used in another way."""
        self.visitors.remove(visitor)
        self.visitors.append(kind(visitor.page, complaints=visitor.complaints))
        return self.visitors[-1]

    def nobody(self, *, width: int = 1280, scripts: bool = True) -> Visitor:
        """A browser that nobody is signed in to."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), scripts)
        watch(visitor)
        self.visitors.append(visitor)
        return visitor

    def sign_in(self, context: BrowserContext, who: Membership) -> None:
        name = settings.SESSION_COOKIE_NAME
        key = client_of(who).cookies[name].value
        context.add_cookies([{"name": name, "value": key, "url": self.address}])


@pytest.fixture
def given(live_server, browser: Browser, pages_sent: PagesSent) -> Iterator[Given]:
    """Everybody of the cast, and a browser for whoever wants one; complaints fail the test."""
    there = Given(settle(), browser, live_server.url)
    yield there
    for visitor in there.visitors:
        visitor.page.context.close()
    assert [said for visitor in there.visitors for said in visitor.complaints] == []


@pytest.fixture
def posy(given: Given) -> Visitor:
    """Posy Thimble, health visitor, at work at a desk."""
    return given.at_work(given.cast.practitioner)
