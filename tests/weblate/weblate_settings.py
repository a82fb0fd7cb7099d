"""Settings of the Weblate that the tests start: those it ships as an example, on loopback, with our own servers.

Tasks run at once and not in workers of Celery, so that an answer comes when all that follows from it is done.
"""

import os

from weblate.settings_example import *  # noqa: F403
from weblate.settings_example import CACHES, DATABASES, REST_FRAMEWORK, SPECTACULAR_SETTINGS

DEBUG = False
SITE_DOMAIN = f'127.0.0.1:{os.environ["WEBLATE_PORT"]}'
SITE_URL = f'http://{SITE_DOMAIN}'
SPECTACULAR_SETTINGS['SERVERS'] = [{'url': SITE_URL}]
#: Nobody logs in with a security key here, but the check at the start wants an address under https.
OTP_WEBAUTHN_RP_ID = 'localhost'
OTP_WEBAUTHN_ALLOWED_ORIGINS = ['https://localhost']
SECRET_KEY = 'for tests on this machine only, for as long as they run'
DATABASES['default'] |= {'PORT': os.environ['POSTGRESQL_PORT'], 'CONN_MAX_AGE': 0}
CACHES['default']['LOCATION'] = f'redis://127.0.0.1:{os.environ["REDIS_PORT"]}/1'
DATA_DIR = os.environ['WEBLATE_DATA']
CACHE_DIR = f'{DATA_DIR}/cache'
MEDIA_ROOT = f'{DATA_DIR}/media'
STATIC_ROOT = f'{CACHE_DIR}/static'
CACHES['avatar']['LOCATION'] = f'{CACHE_DIR}/avatar'
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = 'memory://'
CELERY_RESULT_BACKEND = None
EMAIL_BACKEND = 'django.core.mail.backends.dummy.EmailBackend'
ENABLE_AVATARS = False
REST_FRAMEWORK['DEFAULT_THROTTLE_CLASSES'] = []
LOGGING = {'version': 1, 'handlers': {'console': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['console']}}
