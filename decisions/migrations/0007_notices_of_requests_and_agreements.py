from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0006_jobs_of_the_application"),
    ]

    operations = [
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
    ]
