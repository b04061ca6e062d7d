import decisions.reference
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_at_work"),
        ("accounts", "__first__"),
        ("consent", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=decisions.reference.new_reference, max_length=11, unique=True
                    ),
                ),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("england", "England"),
                            ("scotland", "Scotland"),
                            ("wales", "Wales"),
                            ("northern-ireland", "Northern Ireland"),
                        ],
                        max_length=20,
                    ),
                ),
                ("golden_rules", models.CharField(max_length=40)),
                ("caldicott", models.CharField(max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("incomplete", "Recorded, to be completed"),
                            ("recorded", "Recorded"),
                            ("superseded", "Replaced by a later decision"),
                            ("in-error", "Recorded in error"),
                            ("abandoned", "Draft given up"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("guided", "Step by step"),
                            ("ringing", "About to ring"),
                            ("already", "Already shared"),
                        ],
                        default="guided",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("creation_key", models.UUIDField(blank=True, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share", "We want to share information"),
                            ("asked", "We were asked for information"),
                            ("shared", "It has already been shared"),
                            ("asking", "We want to ask someone else for information"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "danger_now",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")],
                        max_length=10,
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False)),
                ("happened_at", models.DateTimeField(blank=True, null=True)),
                ("people_not_known", models.BooleanField(default=False)),
                ("place_or_event", models.CharField(blank=True, max_length=200)),
                (
                    "concerns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("concern", models.TextField(blank=True)),
                ("noticed_on", models.DateField(blank=True, null=True)),
                (
                    "significant_harm",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")],
                        max_length=10,
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                ("collected_for", models.TextField(blank=True)),
                (
                    "without_identifying",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10
                    ),
                ),
                ("why_identify", models.TextField(blank=True)),
                ("theme", models.CharField(blank=True, max_length=120)),
                ("harm_if_shared", models.TextField(blank=True)),
                ("harm_if_not_shared", models.TextField(blank=True)),
                ("own_assumptions", models.TextField(blank=True)),
                ("shared_why_necessary", models.TextField(blank=True)),
                ("basis_left_to_lead", models.BooleanField(default=False)),
                ("article_8", models.TextField(blank=True)),
                ("no_advice_needed", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share-all", "Share all of it"),
                            ("share-part", "Share part of it"),
                            ("not-share", "Do not share"),
                            ("not-yet", "Not yet: advice or more information first"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_other", models.CharField(blank=True, max_length=200)),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("delay_reason", models.TextField(blank=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("told_requester", models.TextField(blank=True)),
                ("told_requester_at", models.DateTimeField(blank=True, null=True)),
                ("would_change", models.TextField(blank=True)),
                ("complete_by", models.DateTimeField(blank=True, null=True)),
                ("case_record_reference", models.CharField(blank=True, max_length=120)),
                ("closing_reason", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("is_sealed", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "-created_at", "-id"], name="decision_newest"
                    ),
                    models.Index(
                        fields=["organisation", "-recorded_at", "-id"], name="decision_recorded"
                    ),
                    models.Index(
                        fields=["organisation", "author", "-created_at", "-id"],
                        name="decision_author",
                    ),
                    models.Index(
                        fields=["organisation", "team", "-created_at", "-id"], name="decision_team"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "abandoned"]),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("recorded_at__isnull", False),
                                ("recorded_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_recorded_decision_says_what_why_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["draft", "abandoned"]), _negated=True),
                            ("recorded_at__isnull", True),
                            _connector="OR",
                        ),
                        name="a_draft_is_not_recorded_yet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["superseded", "in-error", "abandoned"]),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("closing_reason", ""), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_decision_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_sealed", False), ("status", "in-error"), _connector="OR"
                        ),
                        name="only_what_was_in_error_is_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributors",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "person"), name="named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("adviser_name", models.CharField(blank=True, max_length=200)),
                ("adviser_role", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "identity_disclosed",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "followed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Followed"),
                            ("partly", "Followed in part"),
                            ("no", "Not followed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why_not", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "advice",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("reason", models.TextField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addenda",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DecisionLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("later-request", "A later request about the same matter"),
                            ("passed-on", "Passed on later about the same matter"),
                            ("supersedes", "Replaces the earlier decision"),
                            ("same-matter", "About the same matter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="decisions.decision",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_links",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "earlier", "kind"), name="linked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision", models.F("earlier")), _negated=True),
                        name="not_linked_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAddendum",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                ("reason", models.TextField()),
                ("added_at", models.DateTimeField(blank=True, editable=False)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical addendum",
                "verbose_name_plural": "historical addenda",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAdvice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("adviser_name", models.CharField(blank=True, max_length=200)),
                ("adviser_role", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "identity_disclosed",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10
                    ),
                ),
                ("question", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "followed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Followed"),
                            ("partly", "Followed in part"),
                            ("no", "Not followed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why_not", models.TextField(blank=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical advice",
                "verbose_name_plural": "historical advice",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContributor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical contributor",
                "verbose_name_plural": "historical contributors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                (
                    "reference",
                    models.CharField(default=decisions.reference.new_reference, max_length=11),
                ),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("england", "England"),
                            ("scotland", "Scotland"),
                            ("wales", "Wales"),
                            ("northern-ireland", "Northern Ireland"),
                        ],
                        max_length=20,
                    ),
                ),
                ("golden_rules", models.CharField(max_length=40)),
                ("caldicott", models.CharField(max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("incomplete", "Recorded, to be completed"),
                            ("recorded", "Recorded"),
                            ("superseded", "Replaced by a later decision"),
                            ("in-error", "Recorded in error"),
                            ("abandoned", "Draft given up"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("guided", "Step by step"),
                            ("ringing", "About to ring"),
                            ("already", "Already shared"),
                        ],
                        default="guided",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("creation_key", models.UUIDField(blank=True, null=True)),
                ("created_at", models.DateTimeField(blank=True, editable=False)),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share", "We want to share information"),
                            ("asked", "We were asked for information"),
                            ("shared", "It has already been shared"),
                            ("asking", "We want to ask someone else for information"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "danger_now",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")],
                        max_length=10,
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False)),
                ("happened_at", models.DateTimeField(blank=True, null=True)),
                ("people_not_known", models.BooleanField(default=False)),
                ("place_or_event", models.CharField(blank=True, max_length=200)),
                (
                    "concerns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("concern", models.TextField(blank=True)),
                ("noticed_on", models.DateField(blank=True, null=True)),
                (
                    "significant_harm",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")],
                        max_length=10,
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                ("collected_for", models.TextField(blank=True)),
                (
                    "without_identifying",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No")], max_length=10
                    ),
                ),
                ("why_identify", models.TextField(blank=True)),
                ("theme", models.CharField(blank=True, max_length=120)),
                ("harm_if_shared", models.TextField(blank=True)),
                ("harm_if_not_shared", models.TextField(blank=True)),
                ("own_assumptions", models.TextField(blank=True)),
                ("shared_why_necessary", models.TextField(blank=True)),
                ("basis_left_to_lead", models.BooleanField(default=False)),
                ("article_8", models.TextField(blank=True)),
                ("no_advice_needed", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share-all", "Share all of it"),
                            ("share-part", "Share part of it"),
                            ("not-share", "Do not share"),
                            ("not-yet", "Not yet: advice or more information first"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_other", models.CharField(blank=True, max_length=200)),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("delay_reason", models.TextField(blank=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("told_requester", models.TextField(blank=True)),
                ("told_requester_at", models.DateTimeField(blank=True, null=True)),
                ("would_change", models.TextField(blank=True)),
                ("complete_by", models.DateTimeField(blank=True, null=True)),
                ("case_record_reference", models.CharField(blank=True, max_length=120)),
                ("closing_reason", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("is_sealed", models.BooleanField(default=False)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical decision",
                "verbose_name_plural": "historical decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDecisionLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("later-request", "A later request about the same matter"),
                            ("passed-on", "Passed on later about the same matter"),
                            ("supersedes", "Replaces the earlier decision"),
                            ("same-matter", "About the same matter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical decision link",
                "verbose_name_plural": "historical decision links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLawfulBasis",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("layer", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=30)),
                ("limb", models.CharField(blank=True, max_length=10)),
                ("evidence", models.TextField(blank=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical lawful basis",
                "verbose_name_plural": "historical lawful bases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPersonConcerned",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child", "Child"),
                            ("unborn", "Unborn child"),
                            ("adult-at-risk", "Adult at risk"),
                            ("parent", "Parent or carer"),
                            ("other-adult", "Other adult in contact"),
                            ("staff", "Member of staff or volunteer"),
                            ("informant", "Person who told us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=60)),
                (
                    "identifier_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("local", "Our own reference"),
                            ("nhs", "NHS number"),
                            ("chi", "CHI number (Scotland)"),
                            ("hsc", "Health and Care number (Northern Ireland)"),
                            ("upn", "Unique pupil number"),
                            ("case", "Social care case number"),
                            ("other", "Another reference"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "identifier_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Upper("identifier"),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("age", models.CharField(blank=True, max_length=40)),
                ("communication_needs", models.CharField(blank=True, max_length=300)),
                ("safe_contact", models.TextField(blank=True)),
                ("is_protected", models.BooleanField(default=False)),
                ("protected_from", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person concerned",
                "verbose_name_plural": "historical people concerned",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecipient",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("agency_type", models.CharField(blank=True, max_length=40)),
                ("agency_name", models.CharField(blank=True, max_length=200)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("person_role", models.CharField(blank=True, max_length=200)),
                ("need_to_know", models.TextField(blank=True)),
                ("method", models.CharField(blank=True, max_length=40)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("security_check", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("agreement", models.CharField(blank=True, max_length=200)),
                ("gets_everything", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_by_other", models.CharField(blank=True, max_length=200)),
                ("reference_number", models.CharField(blank=True, max_length=120)),
                ("spoke_to", models.CharField(blank=True, max_length=200)),
                ("will_do", models.TextField(blank=True)),
                ("will_do_by", models.DateField(blank=True, null=True)),
                ("chase_on", models.DateField(blank=True, null=True)),
                ("written_follow_up_due_at", models.DateTimeField(blank=True, null=True)),
                ("written_follow_up_sent_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recipient",
                "verbose_name_plural": "historical recipients",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("requester_name", models.CharField(blank=True, max_length=200)),
                ("requester_role", models.CharField(blank=True, max_length=200)),
                ("requester_organisation", models.CharField(blank=True, max_length=200)),
                ("requester_contact", models.CharField(blank=True, max_length=200)),
                ("identity_checked", models.CharField(blank=True, max_length=300)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("purpose", models.TextField(blank=True)),
                ("legal_power", models.TextField(blank=True)),
                ("data_wanted", models.TextField(blank=True)),
                ("needed_by", models.DateField(blank=True, null=True)),
                (
                    "relationship",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separate", "Each decides for itself (separate controllers)"),
                            ("joint", "We decide together (joint controllers)"),
                            ("not-sure", "Not sure"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreement", models.CharField(blank=True, max_length=200)),
                ("why_necessary", models.TextField(blank=True)),
                ("extra_conditions", models.TextField(blank=True)),
                ("law_enforcement", models.TextField(blank=True)),
                ("impact_assessment", models.TextField(blank=True)),
                ("officer_views", models.TextField(blank=True)),
                ("retention", models.TextField(blank=True)),
                ("security", models.TextField(blank=True)),
                ("rights", models.TextField(blank=True)),
                ("intervals", models.CharField(blank=True, max_length=200)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical request",
                "verbose_name_plural": "historical requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LawfulBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("layer", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=30)),
                ("limb", models.CharField(blank=True, max_length=10)),
                ("evidence", models.TextField(blank=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bases",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "lawful bases",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "code"), name="each_basis_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonConcerned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child", "Child"),
                            ("unborn", "Unborn child"),
                            ("adult-at-risk", "Adult at risk"),
                            ("parent", "Parent or carer"),
                            ("other-adult", "Other adult in contact"),
                            ("staff", "Member of staff or volunteer"),
                            ("informant", "Person who told us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("identifier", models.CharField(blank=True, max_length=60)),
                (
                    "identifier_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("local", "Our own reference"),
                            ("nhs", "NHS number"),
                            ("chi", "CHI number (Scotland)"),
                            ("hsc", "Health and Care number (Northern Ireland)"),
                            ("upn", "Unique pupil number"),
                            ("case", "Social care case number"),
                            ("other", "Another reference"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "identifier_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Upper("identifier"),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("age", models.CharField(blank=True, max_length=40)),
                ("communication_needs", models.CharField(blank=True, max_length=300)),
                ("safe_contact", models.TextField(blank=True)),
                ("is_protected", models.BooleanField(default=False)),
                ("protected_from", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people concerned",
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "identifier_key"], name="person_identifier"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Informing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("before", "Told before sharing"),
                            ("after", "Told after sharing"),
                            ("will", "Not told yet, but will be"),
                            ("not", "Not told"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("by_whom", models.CharField(blank=True, max_length=200)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("risk-child", "It would put a child at risk"),
                            ("risk-adult", "It would put an adult or a member of staff at risk"),
                            ("prejudice", "It would harm an enquiry or investigation"),
                            ("evidence", "Evidence could be destroyed"),
                            ("flight", "The person could flee or be taken away"),
                            ("no-contact", "The person could not be reached"),
                            ("court", "A court or the law forbids it"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_note", models.TextField(blank=True)),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="informing",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="informing",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""), ("told__in", ["not", "will"]), _connector="OR"
                        ),
                        name="a_reason_only_for_those_not_told",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("injury", "Injury"),
                            ("behaviour", "Behaviour"),
                            ("own-words", "The person’s own words"),
                            ("delay", "Delay in seeking help"),
                            ("chronology", "Missed appointments, repeats and untreated conditions"),
                            ("inconsistency", "Explanations that do not fit together"),
                            ("risk", "Risk and immediate need"),
                            ("safety-advice", "Safety advice given"),
                            ("barriers", "What makes it hard to attend"),
                            ("communication", "Communication needs"),
                            ("contacts", "Key contacts"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fact", "Fact: seen, heard or measured"),
                            ("opinion", "Professional opinion"),
                            ("reported", "Reported by someone else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("observed_at", models.CharField(blank=True, max_length=120)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("body_place", models.CharField(blank=True, max_length=200)),
                ("size", models.CharField(blank=True, max_length=120)),
                ("is_included", models.BooleanField(blank=True, null=True)),
                ("why_necessary", models.TextField(blank=True)),
                (
                    "left_out_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-relevant", "Not relevant to the purpose"),
                            ("third-party", "About somebody else"),
                            ("protected", "Would reveal a protected identity or address"),
                            ("unchecked", "Not accurate, or could not be checked"),
                            ("privileged", "Legal advice or a court’s restriction"),
                            ("other", "Another kind"),
                        ],
                        max_length=20,
                    ),
                ),
                ("left_out_reason", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_included", False), _negated=True),
                            ("text", ""),
                            _connector="OR",
                        ),
                        name="what_is_left_out_is_not_repeated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPersonWishes",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "wishes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.wishes",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person wishes",
                "verbose_name_plural": "historical wishes of people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPersonConsent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="consent.consent",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person consent",
                "verbose_name_plural": "historical person consents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInforming",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("before", "Told before sharing"),
                            ("after", "Told after sharing"),
                            ("will", "Not told yet, but will be"),
                            ("not", "Not told"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("how", models.CharField(blank=True, max_length=200)),
                ("by_whom", models.CharField(blank=True, max_length=200)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("risk-child", "It would put a child at risk"),
                            ("risk-adult", "It would put an adult or a member of staff at risk"),
                            ("prejudice", "It would harm an enquiry or investigation"),
                            ("evidence", "Evidence could be destroyed"),
                            ("flight", "The person could flee or be taken away"),
                            ("no-contact", "The person could not be reached"),
                            ("court", "A court or the law forbids it"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason_note", models.TextField(blank=True)),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical informing",
                "verbose_name_plural": "historical informings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInformationItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("text", models.TextField(blank=True)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("injury", "Injury"),
                            ("behaviour", "Behaviour"),
                            ("own-words", "The person’s own words"),
                            ("delay", "Delay in seeking help"),
                            ("chronology", "Missed appointments, repeats and untreated conditions"),
                            ("inconsistency", "Explanations that do not fit together"),
                            ("risk", "Risk and immediate need"),
                            ("safety-advice", "Safety advice given"),
                            ("barriers", "What makes it hard to attend"),
                            ("communication", "Communication needs"),
                            ("contacts", "Key contacts"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fact", "Fact: seen, heard or measured"),
                            ("opinion", "Professional opinion"),
                            ("reported", "Reported by someone else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("observed_at", models.CharField(blank=True, max_length=120)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("body_place", models.CharField(blank=True, max_length=200)),
                ("size", models.CharField(blank=True, max_length=120)),
                ("is_included", models.BooleanField(blank=True, null=True)),
                ("why_necessary", models.TextField(blank=True)),
                (
                    "left_out_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-relevant", "Not relevant to the purpose"),
                            ("third-party", "About somebody else"),
                            ("protected", "Would reveal a protected identity or address"),
                            ("unchecked", "Not accurate, or could not be checked"),
                            ("privileged", "Legal advice or a court’s restriction"),
                            ("other", "Another kind"),
                        ],
                        max_length=20,
                    ),
                ),
                ("left_out_reason", models.TextField(blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical information item",
                "verbose_name_plural": "historical information items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "consent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.consent",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="decisions.personconcerned",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonWishes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="decisions.personconcerned",
                    ),
                ),
                (
                    "wishes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consent.wishes",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wishes of people",
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agency_type", models.CharField(blank=True, max_length=40)),
                ("agency_name", models.CharField(blank=True, max_length=200)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("person_role", models.CharField(blank=True, max_length=200)),
                ("need_to_know", models.TextField(blank=True)),
                ("method", models.CharField(blank=True, max_length=40)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("security_check", models.TextField(blank=True)),
                ("conditions", models.TextField(blank=True)),
                ("agreement", models.CharField(blank=True, max_length=200)),
                ("gets_everything", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("sent_by_other", models.CharField(blank=True, max_length=200)),
                ("reference_number", models.CharField(blank=True, max_length=120)),
                ("spoke_to", models.CharField(blank=True, max_length=200)),
                ("will_do", models.TextField(blank=True)),
                ("will_do_by", models.DateField(blank=True, null=True)),
                ("chase_on", models.DateField(blank=True, null=True)),
                ("written_follow_up_due_at", models.DateTimeField(blank=True, null=True)),
                ("written_follow_up_sent_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRecipientItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_actor_kind", models.CharField(max_length=10)),
                ("history_role", models.CharField(max_length=200)),
                ("history_request_id", models.CharField(max_length=64)),
                ("history_organisation_id", models.BigIntegerField(null=True)),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_id",
                    models.BigAutoField(editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.informationitem",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recipient item",
                "verbose_name_plural": "historical recipient items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RecipientItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="decisions.informationitem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="decisions.recipient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recipient", "item"), name="each_item_chosen_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("requester_name", models.CharField(blank=True, max_length=200)),
                ("requester_role", models.CharField(blank=True, max_length=200)),
                ("requester_organisation", models.CharField(blank=True, max_length=200)),
                ("requester_contact", models.CharField(blank=True, max_length=200)),
                ("identity_checked", models.CharField(blank=True, max_length=300)),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("purpose", models.TextField(blank=True)),
                ("legal_power", models.TextField(blank=True)),
                ("data_wanted", models.TextField(blank=True)),
                ("needed_by", models.DateField(blank=True, null=True)),
                (
                    "relationship",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separate", "Each decides for itself (separate controllers)"),
                            ("joint", "We decide together (joint controllers)"),
                            ("not-sure", "Not sure"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreement", models.CharField(blank=True, max_length=200)),
                ("why_necessary", models.TextField(blank=True)),
                ("extra_conditions", models.TextField(blank=True)),
                ("law_enforcement", models.TextField(blank=True)),
                ("impact_assessment", models.TextField(blank=True)),
                ("officer_views", models.TextField(blank=True)),
                ("retention", models.TextField(blank=True)),
                ("security", models.TextField(blank=True)),
                ("rights", models.TextField(blank=True)),
                ("intervals", models.CharField(blank=True, max_length=200)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="decisions.decision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
