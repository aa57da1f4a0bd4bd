[assembly: AssemblyFixture(typeof(Summit.Interop.RunningSystem))]
