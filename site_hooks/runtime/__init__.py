"""Makes the runtime for the browser: Pyodide's files and the library of bytecode, cut and tried."""
