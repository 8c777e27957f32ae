# One image for the web process, the worker, the schedule and the migrations: docker-compose.yml says which.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/portal
COPY requirements.txt /opt/requirements.txt
RUN /opt/portal/bin/pip install --require-hashes -r /opt/requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/portal/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LFL_DATA_DIR=/srv/data
# Charts are drawn here: without a font of Arial's widths their words would run into each other.
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends fonts-liberation && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin portal
COPY --from=packages /opt/portal /opt/portal
WORKDIR /srv/portal
COPY manage.py ./
COPY config config
COPY authorities authorities
COPY indicators indicators
COPY reports reports
COPY templates templates
COPY static static

# The style sheet and scripts under names with their hashes, compressed. Production's settings refuse to
# load without these; none of them is kept in the image, and nothing is signed or connected to here.
RUN LFL_PRODUCTION=1 \
    LFL_SECRET_KEY=only-while-this-image-is-built-and-never-to-sign-anything \
    LFL_CHILD_KEYS="1:$(head -c 32 /dev/urandom | base64)" \
    LFL_ALLOWED_HOSTS=localhost \
    LFL_PUBLIC_ADDRESS=https://localhost \
    LFL_EMAIL_URL=smtp://localhost \
    DATABASE_URL=postgresql://localhost/none \
    REDIS_URL=redis://localhost \
    python manage.py collectstatic --noinput \
    # Uploads are private to their process, and collected files take the same mode: the portal's user must read these.
    && chmod -R a+rX /srv/data /srv/portal

USER portal
EXPOSE 8000

# 127.0.0.1 must be among LFL_ALLOWED_HOSTS; the compose file adds it.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready/', timeout=4)"]

# Threads, not --preload: a process that was forked after polars or a chart library started would hang.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "8", "--timeout", "60", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--access-logfile", "-"]
