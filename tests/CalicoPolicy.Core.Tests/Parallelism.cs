// Most of what takes long here waits for kubectl and servers: more collections at once keep every core busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
