import sys, tempfile, time
from pathlib import Path
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]
from oracle_engine import *; from oracle_sites import *; from oracle_state import *
corpus = Path(sys.argv[2]) if len(sys.argv) > 2 else None
for name, make in sites(corpus):
    if len(sys.argv) > 1 and sys.argv[1] not in ("all", name): continue
    bench = Workbench(Path(tempfile.mkdtemp(prefix="oracle-")))
    state = make()
    for n in range(2):
        b = time.time()
        d = bench.take(Step(state))
        print(name, f"{time.time()-b:.2f}", bench.tally, *d[:6], sep="\n   ", flush=True)
    shutil.rmtree(bench.folder)
