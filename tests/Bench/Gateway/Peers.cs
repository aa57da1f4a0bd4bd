namespace Summit.Bench.Gateway;

/// <summary>The proxies that the gateway is compared with, configured for this job.</summary>
internal static class Peers
{
    /// <summary>nginx: one worker, more idle upstream connections than calls side by side, no limit of requests per connection.</summary>
    public static async Task<HostProcess> NginxAsync(string folder, int port, int service)
    {
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off; worker_processes 1; pid {{folder}}/nginx.pid; error_log /dev/null crit;
            events { worker_connections 4096; }
            http {
              access_log off; client_body_temp_path {{folder}}; keepalive_requests 100000000;
              upstream service { server 127.0.0.1:{{service}}; keepalive 256; keepalive_requests 100000000; }
              server { listen 127.0.0.1:{{port}} http2; location / { grpc_pass grpc://service; } }
            }
            """);
        return await HostProcess.StartAsync("nginx", ["-c", file], port);
    }

    /// <summary>HAProxy: HTTP/2 on both sides, connections to the service shared; its limit of streams is left alone.</summary>
    public static async Task<HostProcess> HaProxyAsync(string folder, int port, int service)
    {
        var file = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(file, $"""
            global
              maxconn 4096
              nbthread 1
            defaults
              mode http
              timeout connect 1s
              timeout client 60s
              timeout server 60s
            frontend calls
              bind 127.0.0.1:{port} proto h2
              default_backend service
            backend service
              http-reuse always
              server one 127.0.0.1:{service} proto h2

            """);
        return await HostProcess.StartAsync("haproxy", ["-f", file, "-db"], port);
    }
}
