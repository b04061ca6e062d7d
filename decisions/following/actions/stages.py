"""How does an administrator keep the stages to which an organisation takes what nobody acts on?"""

from __future__ import annotations

from accounts.door import Actor, acting
from audit.actions import note
from decisions.following.queries import stages_of
from decisions.models import EscalationStage

CHANGED = "follow_up.stages_changed"


def add_stage(
    organisation_id: int, *, actor: Actor, name: str, who: str = "", within_days: int | None = None
) -> EscalationStage:
    """Add a stage after those that are there."""
    with acting(actor):
        places = [stage.position for stage in stages_of(organisation_id)]
        made = EscalationStage(
            organisation_id=organisation_id,
            position=max(places, default=0) + 1,
            name=name,
            who=who,
            within_days=within_days,
        )
        made.save(force_insert=True)
        note(CHANGED, detail={"change": "added", "stage": made.pk})
        return made


def change_stage(
    stage: EscalationStage, *, actor: Actor, name: str, who: str, within_days: int | None
) -> bool:
    """Say what a stage is called and who it is; False where nothing changed."""
    said: dict[str, object] = {"name": name, "who": who, "within_days": within_days}
    return _put(stage, actor=actor, change="changed", said=said)


def remove_stage(stage: EscalationStage, *, actor: Actor) -> bool:
    """Offer it no longer; what was taken there keeps its name."""
    return _put(stage, actor=actor, change="removed", said={"is_active": False})


def raise_stage(stage: EscalationStage, *, actor: Actor) -> bool:
    """One place further up; False for the first. Places are numbered anew, so they never tie."""
    with acting(actor):
        stages = stages_of(stage.organisation_id)
        place = next((n for n, each in enumerate(stages) if each.pk == stage.pk), 0)
        if place == 0:
            return False
        stages[place - 1], stages[place] = stages[place], stages[place - 1]
        for number, each in enumerate(stages, start=1):
            each.position = number
        EscalationStage.objects.bulk_update(stages, ["position"])
        note(CHANGED, detail={"change": "moved", "stage": stage.pk})
        return True


def _put(stage: EscalationStage, *, actor: Actor, change: str, said: dict[str, object]) -> bool:
    changed = [name for name, value in said.items() if getattr(stage, name) != value]
    if not changed:
        return False
    with acting(actor):
        for name in changed:
            setattr(stage, name, said[name])
        stage.save(update_fields=changed)
        note(CHANGED, detail={"change": change, "stage": stage.pk, "fields": changed})
    return True
