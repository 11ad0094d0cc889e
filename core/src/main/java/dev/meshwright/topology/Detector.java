package dev.meshwright.topology;

import java.util.List;

/// One way in which a workload is told where others are. A detector only finds the settings; what they mean is the
/// same for all and is read by [MentionReader].
interface Detector {
    /// All detectors that look at a workload.
    List<Detector> ALL =
            List.of(new EnvDetector(), new ArgsDetector(), new MountedFileDetector(), new AnnotationDetector());

    List<Setting.Group> settings(Workload workload, Configs configs);
}
