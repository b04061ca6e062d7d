"""Does what a destroyed record came from go with it, with all that it once was?"""

from __future__ import annotations

import pytest

from accounts.door import acting, reading
from decisions.choices import ReplyKind
from decisions.models import Incoming, Notice, Reply
from tests.cast import Cast, settle
from tests.decisions.arriving.arrived import logged, passed_on, replied, tied
from tests.decisions.retention.records import old
from tests.decisions.retention.test_destroying import destroyed

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Quagga in the stable"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return settle()


def test_the_request_its_replies_and_its_notices_go(cast: Cast) -> None:
    record = old(cast.practitioner, team_id=cast.team.pk)
    # All of it was there before anybody knew which decision it belongs to.
    made = logged(cast.practitioner, words=SAID, team_id=cast.team.pk)
    other = logged(cast.practitioner, words="Another matter")
    replied(made, cast.practitioner, ReplyKind.NOT_YET, is_sent=True)
    passed_on(made, cast.practitioner, cast.lead)
    tied(made, record, cast.practitioner)
    destroyed(cast, record)
    with reading(cast.guardian.actor()):
        assert list(Incoming.objects.all()) == [other]
        assert not Incoming.history.filter(id=made.pk).exists()
        assert not Reply.objects.exists()
        assert not Reply.history.exists()
        assert not Notice.objects.filter(incoming=made.pk).exists()
    with acting(cast.guardian.actor()):
        assert SAID not in str(list(Incoming.history.values_list("words", flat=True)))
