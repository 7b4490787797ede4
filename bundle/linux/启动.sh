#!/bin/sh
# 职称盲审脱敏：双击或在终端运行；只在本机打开网页，不联网。Redaction for blind review.
here=$(dirname "$(readlink -f "$0")")
export PYTHONHOME="$here/python" PYTHONPATH="$here/app:$here/lib" PYTHONDONTWRITEBYTECODE=1
export LD_LIBRARY_PATH="$here/python/lib" OMP_NUM_THREADS=1 PYTHONNOUSERSITE=1
if [ $# -eq 0 ]; then set -- serve; fi
exec "$here/python/bin/python3" -m redactor "$@"
