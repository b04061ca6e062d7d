import django.contrib.postgres.fields
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_at_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "thing",
                    models.CharField(
                        choices=[
                            ("data-protection", "Consent under data protection law"),
                            ("confidence", "Agreement under the duty of confidence"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("refused", "Refused"),
                            ("withdrawn", "Given, then withdrawn"),
                            ("not-sought", "Not asked for"),
                            ("cannot-consent", "The person cannot consent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "The adult themselves"),
                            ("young-person", "Young person aged 16 or 17"),
                            ("competent-child", "Child under 16, assessed as able to decide this"),
                            ("parental-responsibility", "Somebody with parental responsibility"),
                            ("attorney", "Attorney, deputy or welfare guardian"),
                            (
                                "best-interests",
                                "Nobody can: decided in the person’s best interests",
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("giver_name", models.CharField(blank=True, max_length=200)),
                ("assessed_by", models.CharField(blank=True, max_length=200)),
                ("assessment", models.TextField(blank=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("written", "In writing"),
                            ("spoken", "Spoken"),
                            ("signed", "In sign language"),
                            ("interpreter", "Through an interpreter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_explicit", models.BooleanField(default=False)),
                ("evidence", models.TextField(blank=True)),
                ("what_exactly", models.TextField(blank=True)),
                ("to_whom", models.TextField(blank=True)),
                ("for_what", models.TextField(blank=True)),
                ("limits", models.TextField(blank=True)),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("what", "What would be shared"),
                                ("why", "Why"),
                                ("who", "Who would see it"),
                                ("use", "What they would use it for"),
                                ("withdraw", "That they can change their mind"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("given_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "not_sought_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raises-risk", "Asking could put somebody at more risk"),
                            ("delay", "The delay could put somebody at more risk"),
                            ("prejudice", "Asking could harm an enquiry or investigation"),
                            ("cannot-give", "The person cannot give consent"),
                            ("not-obtainable", "It could not reasonably be obtained"),
                            (
                                "would-share-anyway",
                                "We would share anyway, so asking would mislead",
                            ),
                            ("not-sharing", "Nothing is being shared"),
                        ],
                        max_length=30,
                    ),
                ),
                ("not_sought_note", models.TextField(blank=True)),
                ("weighing", models.TextField(blank=True)),
                ("discussed_with", models.CharField(blank=True, max_length=300)),
                ("overridden", models.BooleanField(default=False)),
                ("override_reason", models.TextField(blank=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("overridden", False),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="overriding_a_refusal_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("overridden", False),
                            ("status__in", ["refused", "withdrawn"]),
                            _connector="OR",
                        ),
                        name="only_a_refusal_is_overridden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_sought_reason", ""), ("status", "not-sought"), _connector="OR"
                        ),
                        name="a_reason_for_not_asking_only_if_not_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsent",
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
                    "thing",
                    models.CharField(
                        choices=[
                            ("data-protection", "Consent under data protection law"),
                            ("confidence", "Agreement under the duty of confidence"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("refused", "Refused"),
                            ("withdrawn", "Given, then withdrawn"),
                            ("not-sought", "Not asked for"),
                            ("cannot-consent", "The person cannot consent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "The adult themselves"),
                            ("young-person", "Young person aged 16 or 17"),
                            ("competent-child", "Child under 16, assessed as able to decide this"),
                            ("parental-responsibility", "Somebody with parental responsibility"),
                            ("attorney", "Attorney, deputy or welfare guardian"),
                            (
                                "best-interests",
                                "Nobody can: decided in the person’s best interests",
                            ),
                        ],
                        max_length=30,
                    ),
                ),
                ("giver_name", models.CharField(blank=True, max_length=200)),
                ("assessed_by", models.CharField(blank=True, max_length=200)),
                ("assessment", models.TextField(blank=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("written", "In writing"),
                            ("spoken", "Spoken"),
                            ("signed", "In sign language"),
                            ("interpreter", "Through an interpreter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_explicit", models.BooleanField(default=False)),
                ("evidence", models.TextField(blank=True)),
                ("what_exactly", models.TextField(blank=True)),
                ("to_whom", models.TextField(blank=True)),
                ("for_what", models.TextField(blank=True)),
                ("limits", models.TextField(blank=True)),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("what", "What would be shared"),
                                ("why", "Why"),
                                ("who", "Who would see it"),
                                ("use", "What they would use it for"),
                                ("withdraw", "That they can change their mind"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("given_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "not_sought_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raises-risk", "Asking could put somebody at more risk"),
                            ("delay", "The delay could put somebody at more risk"),
                            ("prejudice", "Asking could harm an enquiry or investigation"),
                            ("cannot-give", "The person cannot give consent"),
                            ("not-obtainable", "It could not reasonably be obtained"),
                            (
                                "would-share-anyway",
                                "We would share anyway, so asking would mislead",
                            ),
                            ("not-sharing", "Nothing is being shared"),
                        ],
                        max_length=30,
                    ),
                ),
                ("not_sought_note", models.TextField(blank=True)),
                ("weighing", models.TextField(blank=True)),
                ("discussed_with", models.CharField(blank=True, max_length=300)),
                ("overridden", models.BooleanField(default=False)),
                ("override_reason", models.TextField(blank=True)),
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
                "verbose_name": "historical consent",
                "verbose_name_plural": "historical consents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWishes",
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
                    "asked",
                    models.CharField(
                        choices=[
                            ("asked", "They told us"),
                            ("not-asked", "We did not ask"),
                            ("could-not", "They could not tell us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("heard_on", models.DateField(blank=True, null=True)),
                ("heard_by", models.CharField(blank=True, max_length=200)),
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
                "verbose_name": "historical wishes",
                "verbose_name_plural": "historical wishes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWithdrawal",
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
                ("withdrawn_at", models.DateTimeField()),
                ("by_whom", models.CharField(max_length=200)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("written", "In writing"),
                            ("spoken", "Spoken"),
                            ("signed", "In sign language"),
                            ("interpreter", "Through an interpreter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(blank=True, editable=False)),
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
                "verbose_name": "historical withdrawal",
                "verbose_name_plural": "historical withdrawals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Wishes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("asked", "They told us"),
                            ("not-asked", "We did not ask"),
                            ("could-not", "They could not tell us"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("heard_on", models.DateField(blank=True, null=True)),
                ("heard_by", models.CharField(blank=True, max_length=200)),
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
                "verbose_name_plural": "wishes",
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField()),
                ("by_whom", models.CharField(max_length=200)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("written", "In writing"),
                            ("spoken", "Spoken"),
                            ("signed", "In sign language"),
                            ("interpreter", "Through an interpreter"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="consent.consent",
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
        ),
    ]
