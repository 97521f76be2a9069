package dev.isochron.controller.cluster;

/// How far a job is, in steps.
///
/// @param done of all
public record JobProgress(int done, int all) {

    /// Of a move or a retirement, the steps that are behind it; all others are done in one.
    public static JobProgress of(Job job) {
        return switch (job) {
            case Job.Move move when move.reason() == Job.Reason.LEARN ->
                    new JobProgress(behind(move.step()), 2);
            case Job.Move move -> new JobProgress(behind(move.step()), Job.Step.values().length);
            case Job.Retire retire -> new JobProgress(retire.step() == Job.Step.SWAP ? 0 : 1, 2);
            case Job.Handover _, Job.Split _, Job.Dismiss _, Job.Merge _ -> new JobProgress(0, 1);
        };
    }

    private static int behind(Job.Step step) {
        return switch (step) {
            case ADD_LEARNER -> 0;
            case CATCH_UP -> 1;
            case SWAP -> 2;
            case CLEAN -> 3;
        };
    }
}
