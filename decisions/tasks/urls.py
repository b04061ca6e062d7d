"""Where is each page of this part? Under ``/tasks/``."""

from django.urls import path

from decisions.tasks.views import lists, mailbox, work

urlpatterns = [
    path("", lists.my_tasks, name="my_tasks"),
    path("<int:task_id>/", lists.task, name="task"),
    path("notices/", lists.notices, name="notices"),
    path("work/", work.jobs, name="jobs"),
    path("work/<int:job_id>/again/", work.again, name="job_again"),
    path("health", work.health, name="tasks_health"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
]
