# Verbs only; what they do is tested Python in publishing/. `make help` lists them, by the letter behind ##.
PYTHON    ?= python3
RUN       := .venv/bin/python -m publishing
STAMPS    := build/stamps
LANGUAGES := $(shell { sed -n 's/^\[\([a-z]*\)\].*/\1/p' locales/languages.toml; ls locales/*/language.toml | cut -d/ -f2; } 2>/dev/null | grep -xE '[a-z]+[A-Za-z0-9@_-]*' | awk '!seen[$$0]++')
# Make compares times. They can be wrong (a clock that was set, an unpacked archive), and what is gone has none: so a sum of what goes into a language's books, as old as its last change, stands for all of it. No stamp is younger than now.
SUM       := -type f -not -name '*.pyc' -not -name '*.mo' -not -name '.*' -not -path 'locales/*.md' -printf '%p %T@\0' -exec sha256sum -z {} + | LC_ALL=C sort -z | sha256sum
$(foreach file,$(firstword $(shell git -c safe.directory='*' ls-files build .venv 2>/dev/null)),$(error $(file): a file in git where only the tools write; expected none below build or .venv, for a build trusts what lies there. Do not build this contribution; take its files out: git rm -r --cached build .venv [handbook.not-allowed]))$(shell mkdir -p $(STAMPS); find $(STAMPS) -newermt now -type f -delete; all=$$({ find handbook theme publishing conf.py locales/languages.toml locales/*/language.toml $(SUM); } 2>/dev/null); for one in $(LANGUAGES); do new=$(STAMPS)/.$$one.$$$$; echo "$$all $$(find locales/$$one $(SUM))" >$$new; cmp -s $$new $(STAMPS)/sum-$$one && rm $$new || mv $$new $(STAMPS)/sum-$$one; done)
FORMATS   := html pdf epub
PAIRS     := $(shell set -- $(LANGUAGES); while test $$# -gt 1; do one=$$1; shift; for other; do echo $$one-$$other; done; done)
OUTPUTS   := $(addprefix $(STAMPS)/bilingual-,$(PAIRS)) $(foreach format,$(FORMATS),$(addprefix $(STAMPS)/$(format)-,$(LANGUAGES)))
MAKEFLAGS := $(MAKEFLAGS) --no-builtin-rules $(if $(filter -j%,$(MAKEFLAGS))$(filter-out 0,$(MAKELEVEL)),,-j$(shell nproc))
.SECONDEXPANSION .DELETE_ON_ERROR:
.PHONY: all landing test weblate-test html pdf print epub bilingual preflight catalogs status carry impact commits move check linkcheck docs bench strangers pins audit release clean help FORCE

all: $(STAMPS)/setup            ##b everything: web pages, PDFs, EPUBs, landing page; what fails keeps nothing else from readers
	@$(MAKE) --no-print-directory --keep-going $(STAMPS)/site || $(MAKE) --no-print-directory landing
landing: $(STAMPS)/setup; @$(RUN) site --summary  ##m the landing page for what is there, and what is not
test: $(STAMPS)/setup-dev $(if $(filter rest,$(PART)),,all)  ##m run every test; PART=book: of the built book; PART=rest: all others, and build nothing
	.venv/bin/python -m pytest $(if $(PART),-m '$(PART:rest=not book)') -n $(shell nproc) --dist loadfile --no-loadscope-reorder
weblate-test: $(STAMPS)/setup-dev ; @.venv/bin/python -m pytest tests/weblate/roundtrip.py  ##m the catalogs in a Weblate of one's own: about a quarter of an hour
html: $(addprefix $(STAMPS)/html-,$(LANGUAGES))  ##b web pages; html-lv: one language
pdf: $(addprefix $(STAMPS)/pdf-,$(LANGUAGES))    ##b PDFs for screens (and, from the same layout, for print)
print: $(addprefix print-,$(LANGUAGES))          ##b PDFs for the print shop; PROFILE=name: for that printer
epub: $(addprefix $(STAMPS)/epub-,$(LANGUAGES))  ##b books for e-readers
bilingual: $(addprefix $(STAMPS)/bilingual-,$(PAIRS))  ##b two languages side by side; bilingual-lv-lt: one pair
$(foreach format,$(FORMATS),$(eval $(addprefix $(format)-,$(LANGUAGES)): $(format)-%: $(STAMPS)/$(format)-%))
$(addprefix print-,$(LANGUAGES)): print-%: $(STAMPS)/pdf-% ; @$(if $(PROFILE),$(RUN) print $* --printer $(PROFILE),:)
preflight: pdf ; @$(RUN) preflight  ##m check the print files against our rules; preflight-lv: one language
$(addprefix preflight-,$(LANGUAGES)): preflight-%: $(STAMPS)/pdf-% ; @$(RUN) preflight $*
$(STAMPS)/html-%: $(STAMPS)/setup $(STAMPS)/sum-%
	@$(RUN) build html $* --stamp $@
$(STAMPS)/pdf-%: $(STAMPS)/setup $(STAMPS)/sum-%
	@$(RUN) build pdf $* --stamp $@
$(STAMPS)/epub-%: $(STAMPS)/pdf-% $(STAMPS)/sum-%
	@$(RUN) build epub $* --stamp $@
$(addprefix bilingual-,$(PAIRS)): %: $(STAMPS)/%
$(STAMPS)/bilingual-%: $$(addprefix $(STAMPS)/pdf-,$$(subst -, ,$$*))
	@$(RUN) bilingual $* --stamp $@
$(STAMPS)/site: $(OUTPUTS) third-party.toml
	@$(RUN) site --summary --stamp $@
$(STAMPS)/setup: requirements.txt apt.txt publishing/bootstrap.py
	@$(PYTHON) publishing/bootstrap.py --stamp $@
$(STAMPS)/setup-dev: $(STAMPS)/setup requirements-dev.txt tests/apt.txt
	@$(PYTHON) publishing/bootstrap.py --dev --stamp $@
live-%: $(STAMPS)/setup FORCE ; @$(RUN) live $* $(if $(PORT),--port $(PORT))  ##a live-lv: preview one language in the browser; PORT=8000
chapter-%: $(STAMPS)/setup FORCE  ##a chapter-lv CHAPTER=planning/method: that one as a PDF, in seconds, with the pages of the last whole one
	@$(RUN) build pdf $* --chapter "$$CHAPTER"
proof-%: $(STAMPS)/setup FORCE  ##t proof-lv CHAPTER=…: one chapter for a reviewer with a pen
	@$(RUN) proof $* $(CHAPTER)
package-%: $(STAMPS)/setup FORCE  ##t work packages for a translator; CHAPTER=start/index: some; ALL=1: all messages
	@$(RUN) package $* $(CHAPTER) $(if $(ALL),--all)
take-%: $(STAMPS)/setup FORCE ; @$(RUN) take $* $(FILE)  ##t take translations back: FILE=…
# What was typed behind make is in the environment, whatever signs are in it.
review-%: $(STAMPS)/setup FORCE ##t review-lv PAGE=start/index: messages; and STATE=reviewed BY="Name": record a review
	@$(RUN) review $* "$$PAGE" $${STATE:+--state "$$STATE"} --by "$$BY" --messages "$$MESSAGES"
carry: $(STAMPS)/setup ; @$(RUN) carry $(PAGE) --by "$$BY"  ##a after corrections of the English: keep the translations valid; BY="Name"
impact: $(STAMPS)/setup          ##a what a change of the English costs the translators; BASE=…: since that commit
	@$(RUN) impact $(if $(BASE),--base $(BASE)) $(if $(MARKDOWN),--markdown) $(if $(REPORT),--output $(REPORT))
commits: $(STAMPS)/setup; @$(RUN) commits $(RANGE)  ##m no commit both refreshes catalogs and translates; RANGE=main..HEAD
new-%: $(STAMPS)/setup FORCE    ##a begin a page: new-case NAME=bus-on-call; new-chapter NAME=planning/rail TITLE="…"
	@$(RUN) new $* "$$NAME" --title "$$TITLE"
move: $(STAMPS)/setup; @$(RUN) move "$$FROM" "$$TO" $(if $(DRY),--dry-run)  ##a FROM=planning/rail TO=tools/rail: a chapter, with links, translations, reviews and its old address; DRY=1: only say
check:                          ##a every author's and translator's check; check-lv: one language
check-%: $(STAMPS)/setup FORCE ; @$(RUN) check $*
linkcheck:                      ##a try every web address in the text
docs:                           ##m the guides as a site and a PDF: build/docs
bench:                          ##m measure speed, against sphinx-simplepdf; make strangers: the same with books of others
catalogs:                       ##a extract messages, update locales/*/LC_MESSAGES/*.po
status:                         ##t what is translated, changed, reviewed
audit:                          ##m ask whether a weakness is known of a pinned package
check linkcheck docs bench strangers catalogs status audit: $(STAMPS)/setup
	@$(RUN) $@
pins: $(STAMPS)/setup; @$(RUN) pins $(NAME) $(if $(UPGRADE),--upgrade)  ##m pin the packages with their digests; NAME=…: that one newer; UPGRADE=1: all
release: $(STAMPS)/site; @$(RUN) release "$$VERSION" $(if $(DRY),--dry-run)  ##m VERSION=0.2: check all, number, commit, tag; DRY=1: only look
clean:; @rm -rf build           ##b remove everything built; keeps .venv
help:                           ##b this list
	@for role in 'b I build' 'a I write' 't I translate' 'm I maintain'; do echo "$${role#? }"; awk -v role=$${role%% *} -F ':.*##[abmt] ' '/^[a-z%-]+:.*##[abmt] / && index($$0, "##" role " ") { printf "  %-12s %s\n", $$1, $$2 }' Makefile; done
FORCE:;
.DEFAULT:; @$(if $(wildcard $@),:,$(error there is no "make $@"; expected one of the commands that "make help" lists, for one of the languages $(LANGUAGES). Another language needs a file locales/CODE/language.toml, which may be empty [handbook.language-unknown]))
