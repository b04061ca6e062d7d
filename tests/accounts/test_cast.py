"""Is the cast as every other test takes it to be?"""

from tests.cast import Cast


def test_everybody_is_at_work(cast: Cast) -> None:
    assert cast.practitioner.roles == {"practitioner"}
    assert cast.lead.roles == {"lead", "practitioner"}
    assert cast.lead.lead_team_ids == {cast.team.pk}
    assert cast.practitioner.team_ids == cast.colleague.team_ids == {cast.team.pk}
    assert cast.guardian.roles == {"guardian"}
    assert cast.administrator.roles == {"administrator"}
    assert cast.stranger.organisation_id != cast.practitioner.organisation_id


def test_contacts_stand_on_every_membership(cast: Cast) -> None:
    assert cast.practitioner.named_lead.name == "Rowan Quill"
    assert cast.practitioner.named_guardian.phone == "01632 960102"
    assert [number.number for number in cast.colleague.duty_numbers] == ["01632 960100"]
    assert cast.stranger.named_lead is None
    assert cast.stranger.duty_numbers == []
