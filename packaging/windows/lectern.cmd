@"%~dp0..\lectern-cli.exe" %*
