from django.urls import path

from mentoring.home.views import start

app_name = "home"
urlpatterns = [path("home/", start.start, name="start")]
