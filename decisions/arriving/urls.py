"""Where is each page of what came in? Under ``/incoming/``."""

from django.urls import URLPattern, path

from decisions.arriving.views import coming, dealing, replying

ONE = "<int:incoming_id>/"
urlpatterns: list[URLPattern] = [
    path("", coming.incoming, name="incoming"),
    path("log/", coming.log_incoming, name="log_incoming"),
    path("of/<reference:reference>/", dealing.of_record, name="incoming_of_record"),
    path(ONE, dealing.came_in, name="came_in"),
    path(ONE + "begin/", dealing.begin, name="begin_incoming"),
    path(ONE + "match/", dealing.match, name="match_incoming"),
    path(ONE + "pass-on/", dealing.pass_on, name="pass_on_incoming"),
    path(ONE + "close/", dealing.close, name="close_incoming"),
    path(ONE + "reply/<slug:kind>/", replying.draft, name="draft_reply"),
    path(ONE + "replies/<int:reply_id>/", replying.reply, name="reply"),
    path(ONE + "replies/<int:reply_id>/text/", replying.reply_text, name="reply_text"),
]
