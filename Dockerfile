# The handbook in a container, as docs/other-systems.md has it. What is needed is listed in apt.txt and requirements.txt, nowhere
# else: bootstrap.py reads them here as "make" has it read them on a computer. Debian 12 has Python 3.11, Debian 13 Python 3.13.
ARG DEBIAN=12

# System packages first: this layer is built again only when a list of packages changes.
FROM debian:${DEBIAN}-slim AS tools
ARG DEBIAN_FRONTEND=noninteractive
ENV LANG=C.UTF-8
WORKDIR /tools
COPY apt.txt ./
COPY tests/apt.txt tests/
COPY publishing/bootstrap.py publishing/
# Versions are Debian's newest, with its security updates, as on any computer (DL3008).
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git make python3 \
    && python3 publishing/bootstrap.py --dev --system \
    && rm -rf /var/lib/apt/lists/*

# Nobody writes as root: a number of your own makes the files in a mounted folder yours, --build-arg ID="$(id -u)".
ARG ID=1000
RUN useradd --create-home --uid "${ID}" planner \
    && mkdir /handbook \
    && chown planner /handbook
USER ${ID}
WORKDIR /handbook

# Then Python's packages, by their digests; then everything else, which changes most.
FROM tools AS handbook
COPY --chown=planner apt.txt requirements.txt ./
COPY --chown=planner publishing/bootstrap.py publishing/
RUN python3 publishing/bootstrap.py
COPY --chown=planner . .
CMD ["make"]
