@echo off
chcp 65001 >nul
set "HERE=%~dp0"
set "PYTHONPATH=%HERE%app;%HERE%lib"
set PYTHONNOUSERSITE=1
set PYTHONDONTWRITEBYTECODE=1
set PYTHONUTF8=1
set OMP_NUM_THREADS=1
if not exist "%HERE%python\python.exe" (
  echo 缺少 python 文件夹，请看 README。The folder "python" is missing: see the README.
  pause
  exit /b 7
)
if "%~1"=="" (
  "%HERE%python\python.exe" -m redactor serve
) else (
  "%HERE%python\python.exe" -m redactor %*
)
if errorlevel 1 pause
