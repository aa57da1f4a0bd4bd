namespace Summit.Logistics.Tests.Reads;

/// <summary>
/// Good requests of every cacheable method, one a line: service and method without the package's prefix, then the request as
/// JSON. Where a method reads a type only for some questions, it has several lines. A Get of a name that is not held is good
/// too: NOT_FOUND rests on the type that was looked for.
/// </summary>
internal static class CacheableRequests
{
    /// <summary>The requests, each with the full path of its method.</summary>
    public static IEnumerable<(string Path, string Json)> All =>
        from line in Text.Split('\n')
        let split = line.IndexOf(' ', StringComparison.Ordinal)
        select ($"/summit.{line[..split]}", line[split..]);

    private const string Text = """
        budgets.v1.ConversionService/ConvertAmounts {"amounts": [{"amount": {"currencyCode": "USD", "units": "100"}, "basis": {"kind": "KIND_NOMINAL", "year": 2020}, "nation": "nations/USA"}], "targetCurrencyCode": "EUR", "targetBasis": {"kind": "KIND_CONSTANT", "year": 2022}, "priceIndexSeries": "wb-gdp-deflator-2025-07"}
        budgets.v1.CostEstimateService/GetCostEstimate {"name": "costEstimates/commission-gap"}
        budgets.v1.CostEstimateService/ListCostEstimates {}
        budgets.v1.CostFactorService/GetCostFactor {"name": "costFactors/deployment-per-person"}
        budgets.v1.CostFactorService/ListCostFactors {}
        budgets.v1.CostKeyService/GetCostKey {"name": "costKeys/population-2024"}
        budgets.v1.CostKeyService/ListCostKeys {}
        budgets.v1.CostService/EstimateMission {"persons": "25000", "durationMonths": 24, "tourMonths": 6, "startDate": {"year": 2025, "month": 4, "day": 1}, "asOf": {"year": 2025, "month": 2, "day": 17}, "currencyCode": "USD"}
        budgets.v1.ExchangeRateService/GetExchangeRate {"name": "exchangeRates/not-held"}
        budgets.v1.ExchangeRateService/ListExchangeRates {}
        budgets.v1.ExpenditureService/GetExpenditure {"name": "nations/FRA/expenditures/not-held"}
        budgets.v1.ExpenditureService/ListExpenditures {"parent": "nations/-"}
        budgets.v1.FundService/GetFund {"name": "funds/not-held"}
        budgets.v1.FundService/ListFunds {}
        budgets.v1.FundService/ListFundEvents {"parent": "funds/not-held"}
        budgets.v1.FundService/ListFundPurposes {"parent": "funds/not-held"}
        budgets.v1.GuidelineService/GetGuideline {"name": "guidelines/wales-2014"}
        budgets.v1.GuidelineService/ListGuidelines {}
        budgets.v1.PledgeService/GetPledge {"name": "nations/AUS/pledges/kiel-release-29"}
        budgets.v1.PledgeService/ListPledges {"parent": "nations/-"}
        budgets.v1.PledgeService/ListPledgeEvents {"parent": "nations/AUS/pledges/kiel-release-29"}
        budgets.v1.PledgeService/ComputePledgeLadder {"asOf": {"year": 2025, "month": 2, "day": 17}, "unionKey": "costKeys/eu-aid-share-2026-04"}
        budgets.v1.PriceIndexService/GetPriceIndex {"name": "nations/USA/priceIndices/not-held"}
        budgets.v1.PriceIndexService/ListPriceIndices {"parent": "nations/-"}
        budgets.v1.SharingService/ShareCost {"cost": {"currencyCode": "EUR", "units": "100"}, "nations": ["nations/FRA", "nations/DEU"], "rules": [{"key": {"costKey": "costKeys/population-2024"}}, {"weights": {"measure": "MEASURE_GDP"}}]}
        budgets.v1.SpendingGroupService/GetSpendingGroup {"name": "spendingGroups/nato-total-2024-06"}
        budgets.v1.SpendingGroupService/ListSpendingGroups {}
        budgets.v1.SpendingService/ComputeSpendingProfile {"nation": "nations/FRA"}
        budgets.v1.SpendingService/ComputeSpendingProfile {"nation": "nations/FRA", "baseYear": 2020}
        budgets.v1.SpendingService/ComputeGuidelineGaps {"nations": ["nations/FRA"]}
        budgets.v1.SpendingService/AggregateSpending {"group": "spendingGroups/nato-total-2024-06", "firstYear": 2020, "lastYear": 2021, "basis": {"kind": "KIND_CONSTANT", "year": 2020}}
        logistics.v1.AssessmentService/AssessDeployment {}
        logistics.v1.FlowService/BoundClosure {"stored": {"forceElements": ["nations/FRA/forceElements/fra-01"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}}
        logistics.v1.FlowService/BoundClosure {"stored": {"forceOption": "forceOptions/iiss-small", "nations": ["nations/FRA"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}}
        logistics.v1.ForceElementService/GetForceElement {"name": "nations/FRA/forceElements/not-held"}
        logistics.v1.ForceElementService/ListForceElements {"parent": "nations/-"}
        logistics.v1.ForceOptionService/GetForceOption {"name": "forceOptions/iiss-medium"}
        logistics.v1.ForceOptionService/ListForceOptions {}
        logistics.v1.ForceService/GenerateForce {"offeredOnly": true}
        logistics.v1.ForceService/GenerateForce {"decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}}
        logistics.v1.ForceService/PlanRotation {"startStates": [{"forceElement": "nations/FRA/forceElements/fra-01", "servedMonths": 2}]}
        logistics.v1.LiftAssetService/GetLiftAsset {"name": "liftAssets/not-held"}
        logistics.v1.LiftAssetService/ListLiftAssets {}
        logistics.v1.MovementService/PlanMovement {"stored": {"forceElements": ["nations/FRA/forceElements/fra-01"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}, "budget": {"work": 0.1}}
        logistics.v1.MovementService/PlanMovement {"stored": {"forceOption": "forceOptions/iiss-small", "nations": ["nations/FRA"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}, "budget": {"work": 0.1}}
        logistics.v1.MovementService/RankBottlenecks {"stored": {"forceElements": ["nations/FRA/forceElements/fra-01"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}}
        logistics.v1.MovementService/RankBottlenecks {"stored": {"forceOption": "forceOptions/iiss-small", "nations": ["nations/FRA"], "destination": "transportNodes/sa-kyiv", "decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "cDay": {"year": 2025, "month": 4, "day": 1}}}
        logistics.v1.OfferService/GetOffer {"name": "nations/FRA/offers/not-held"}
        logistics.v1.OfferService/ListOffers {"parent": "nations/-"}
        logistics.v1.ReportedOfferService/GetReportedOffer {"name": "reportedOffers/f05"}
        logistics.v1.ReportedOfferService/ListReportedOffers {}
        logistics.v1.ComparisonService/CompareAssessments {"columns": [{"question": {}}, {"question": {"strengthPersons": "10000"}}]}
        logistics.v1.ComparisonService/CompareAssessments {"columns": [{"scenario": "scenarios/00000000000000000000000000000000"}, {"question": {}}]}
        logistics.v1.ComparisonService/CompareAssessments {"columns": [{"assessment": "assessments/00000000000000000000000000000000"}, {"question": {}}]}
        logistics.v1.StoredAssessmentService/GetStoredAssessment {"name": "assessments/00000000000000000000000000000000"}
        logistics.v1.StoredAssessmentService/BatchGetStoredAssessments {"names": ["assessments/00000000000000000000000000000000"]}
        logistics.v1.StoredAssessmentService/ListStoredAssessments {}
        logistics.v1.ScenarioService/GetScenario {"name": "scenarios/00000000000000000000000000000000"}
        logistics.v1.ScenarioService/BatchGetScenarios {"names": ["scenarios/00000000000000000000000000000000"]}
        logistics.v1.ScenarioService/ListScenarios {}
        logistics.v1.StandingCommitmentService/GetStandingCommitment {"name": "nations/FRA/standingCommitments/not-held"}
        logistics.v1.StandingCommitmentService/ListStandingCommitments {"parent": "nations/-"}
        logistics.v1.StoredMovementPlanService/GetStoredMovementPlan {"name": "movementPlans/00000000000000000000000000000000"}
        logistics.v1.StoredMovementPlanService/BatchGetStoredMovementPlans {"names": ["movementPlans/00000000000000000000000000000000"]}
        logistics.v1.StoredMovementPlanService/ListStoredMovementPlans {}
        logistics.v1.SustainmentFactorService/GetSustainmentFactor {"name": "sustainmentFactors/not-held"}
        logistics.v1.SustainmentFactorService/ListSustainmentFactors {}
        logistics.v1.SustainmentService/ProjectStocks {"persons": {"mid": 8000}}
        logistics.v1.TransportArcService/GetTransportArc {"name": "transportArcs/not-held"}
        logistics.v1.TransportArcService/ListTransportArcs {}
        logistics.v1.TransportNodeService/GetTransportNode {"name": "transportNodes/not-held"}
        logistics.v1.TransportNodeService/ListTransportNodes {}
        nations.v1.ConsentService/GetConsent {"name": "nations/UKR/consents/not-held"}
        nations.v1.ConsentService/ListConsents {"parent": "nations/-"}
        nations.v1.DecisionService/GetDecision {"name": "decisions/paris-2025-reassurance-force"}
        nations.v1.DecisionService/ListDecisions {}
        nations.v1.DecisionService/ListVotes {"parent": "decisions/paris-2025-reassurance-force"}
        nations.v1.DecisionService/ListObjections {"parent": "decisions/paris-2025-reassurance-force"}
        nations.v1.DecisionService/TallyDecision {"decision": "decisions/paris-2025-reassurance-force"}
        nations.v1.DecisionService/ComputeVotingPower {"decision": "decisions/not-held"}
        nations.v1.DecisionService/CheckPermission {"decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}, "contributors": ["nations/DEU", "nations/FRA"]}
        nations.v1.ForecastService/ForecastOutcome {"stored": {"issue": "issues/troop-deployment", "asOf": {"year": 2025, "month": 2, "day": 17}, "nations": ["nations/GBR", "nations/POL", "nations/ITA"]}}
        nations.v1.IssueService/GetIssue {"name": "issues/troop-deployment"}
        nations.v1.IssueService/ListIssues {}
        nations.v1.MandateService/GetMandate {"name": "nations/DEU/mandates/not-held"}
        nations.v1.MandateService/ListMandates {"parent": "nations/-"}
        nations.v1.NationService/GetNation {"name": "nations/FRA"}
        nations.v1.NationService/ListNations {}
        nations.v1.NationService/BatchGetNations {"names": ["nations/FRA", "nations/DEU"]}
        nations.v1.PollService/GetPoll {"name": "polls/not-held"}
        nations.v1.PollService/ListPolls {}
        nations.v1.PollService/AggregatePolls {"nation": "nations/FRA", "asOf": {"year": 2025, "month": 3, "day": 6}}
        nations.v1.PositionService/GetPosition {"name": "nations/FRA/positions/not-held"}
        nations.v1.PositionService/ListPositions {"parent": "nations/-"}
        nations.v1.PositionService/AggregateStances {"issue": "issues/troop-deployment", "asOf": {"year": 2025, "month": 2, "day": 17}}
        nations.v1.IncidentService/GetIncident {"name": "incidents/not-held"}
        nations.v1.IncidentService/ListIncidents {}
        nations.v1.ResponseLadderService/GetResponseLadder {"name": "responseLadders/gcsp-2025-proposal"}
        nations.v1.ResponseLadderService/ListResponseLadders {}
        nations.v1.ResponseLadderService/EvaluateLadder {"ladder": "responseLadders/gcsp-2025-proposal", "evaluateTime": "2025-05-02T00:00:00Z"}
        nations.v1.ResponseLadderService/EvaluateLadder {"ladder": "responseLadders/gcsp-2025-proposal", "evaluateTime": "2025-05-02T00:00:00Z", "incidents": [{"name": "incidents/example", "sector": "north", "eventTime": "2025-05-01T12:00:00Z", "kind": "KIND_SHELLING", "severity": "SEVERITY_MAJOR", "reporter": "monitors", "verification": "VERIFICATION_OBSERVED"}]}
        nations.v1.SummitService/GetSummit {"name": "summits/paris-2025-02-17"}
        nations.v1.SummitService/ListSummits {}
        nations.v1.TimelineService/ComputeTimeline {"subject": "nations/FRA"}
        nations.v1.TimelineService/ComputeTimeline {"subject": "issues/troop-deployment"}
        nations.v1.TimelineService/ComputeTimeline {"subject": "decisions/paris-2025-reassurance-force"}
        nations.v1.TimelineService/ComputeTimeline {"subject": "summits/paris-2025-02-17"}
        nations.v1.UnityService/MeasureUnity {"stored": {"issues": ["issues/troop-deployment"], "asOf": {"year": 2025, "month": 2, "day": 17}}}
        nations.v1.UnityService/MeasureUnitedFront {"decision": "decisions/paris-2025-reassurance-force", "asOf": {"year": 2025, "month": 2, "day": 17}}
        """;
}
