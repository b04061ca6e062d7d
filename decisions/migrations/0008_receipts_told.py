import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0007_notices_of_requests_and_agreements"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalreceipt",
            name="how",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="historicalreceipt",
            name="key",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="receipt",
            name="how",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="receipt",
            name="key",
            field=models.UUIDField(blank=True, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="historicalnotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("task-due", "A task is due soon"),
                    ("task-overdue", "A task is overdue"),
                    ("task-escalated", "A task was passed to you"),
                    ("task-moved", "A colleague’s task has come to you"),
                    ("task-unowned", "A task belongs to nobody"),
                    ("receipt", "A recipient has answered"),
                    ("returned", "A recipient sent something back"),
                    ("link-stopped", "A link stopped working after wrong codes"),
                    ("reviewed", "Somebody has looked at your record"),
                    ("answered", "The author has answered you"),
                    ("ruled", "The Guardian has decided"),
                    ("escalated", "A record was brought to you"),
                    ("advice-asked", "Somebody asks for your advice"),
                    ("advice-given", "Your question was answered"),
                    ("incoming", "A request has come in"),
                    ("incident", "Something went wrong with a share"),
                    ("incoming-overdue", "A request waits longer than it should"),
                    ("agreement", "A sharing agreement has run out"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="historicaloutsidelink",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("task-due", "A task is due soon"),
                    ("task-overdue", "A task is overdue"),
                    ("task-escalated", "A task was passed to you"),
                    ("task-moved", "A colleague’s task has come to you"),
                    ("task-unowned", "A task belongs to nobody"),
                    ("receipt", "A recipient has answered"),
                    ("returned", "A recipient sent something back"),
                    ("link-stopped", "A link stopped working after wrong codes"),
                    ("reviewed", "Somebody has looked at your record"),
                    ("answered", "The author has answered you"),
                    ("ruled", "The Guardian has decided"),
                    ("escalated", "A record was brought to you"),
                    ("advice-asked", "Somebody asks for your advice"),
                    ("advice-given", "Your question was answered"),
                    ("incoming", "A request has come in"),
                    ("incident", "Something went wrong with a share"),
                    ("incoming-overdue", "A request waits longer than it should"),
                    ("agreement", "A sharing agreement has run out"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="outsidelink",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
