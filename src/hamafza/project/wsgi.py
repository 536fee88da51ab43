"""The WSGI application that the door runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamafza.project.settings")
application = get_wsgi_application()
