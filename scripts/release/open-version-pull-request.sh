#!/usr/bin/env bash
# Puts what `bun run version` has changed on a branch of its own and opens a pull request, or updates the open one.
# Needs GH_TOKEN. Nothing of it runs outside the release workflow.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

branch=release/next
title="Version packages"
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
gh auth setup-git
git switch --create "$branch"
git add --all
git commit --message "$title"
git push --force origin "$branch"
if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
  gh pr create --head "$branch" --base main --title "$title" \
    --body "Takes the pending changesets in. Merging this publishes what the gate lets through; see docs/release.md."
fi
