"""The application defers jobs, and its worker takes them: it needs their numbers."""

from django.db import migrations

SEQUENCES = (
    "procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq"
)


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_after_the_decision"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(
            f"GRANT USAGE ON SEQUENCE {SEQUENCES} TO sd_app",
            f"REVOKE USAGE ON SEQUENCE {SEQUENCES} FROM sd_app",
        ),
    ]
