using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Errors;

namespace Summit.Logistics.Scheduling;

/// <summary>All planning workers are busy and the queue is full. RESOURCE_EXHAUSTED; retry on another replica, or later on the same one.</summary>
public sealed class PlanningBusyException() : SummitException(
    StatusCode.ResourceExhausted,
    ErrorReason.RateLimited,
    "All planning workers of this service are busy and their queue is full; try again in 10 seconds.",
    new Dictionary<string, string> { ["service"] = "summit.logistics.v1" },
    new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = "planning workers", Description = $"at most {PlanningWorkers.MostWaiting} calls wait" } } },
    Retry.After(TimeSpan.FromSeconds(10)));
