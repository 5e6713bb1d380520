from django.urls import path

from . import views

# Without a slash at the end, as in the application's settings: Django's redirect would lose the body.
urlpatterns = [path("webhooks/event", views.event), path("webhooks/answer", views.answer)]
