"""Where is each page of this part: those of one record, and those apart from any?"""

from django.urls import path

from decisions.reviewing.views import advice, reviews

# Below the address of a record.
of_record = [
    path("review/", reviews.review, name="review"),
    path("review/<int:review_id>/answer/", reviews.answer_review, name="answer_review"),
    path("ruling/", reviews.ruling, name="ruling"),
    path("ask-advice/", advice.ask_advice, name="ask_advice"),
    path("advice/<int:advice_id>/link/", advice.advice_link, name="advice_link"),
    path("advice/<int:advice_id>/name/", advice.name_for_advice, name="name_for_advice"),
    path("advice/<int:advice_id>/heard/", advice.advice_heard, name="advice_heard"),
    path("advice/<int:advice_id>/outcome/", advice.advice_outcome, name="advice_outcome"),
]
urlpatterns = [
    path("advice/", advice.advice_asked, name="advice_asked"),
    path("advice/<int:advice_id>/", advice.advice, name="advice"),
]
