internal import Fathom

/// A message of another program's recording, as far as it is used.
enum ForeignMessage {
    case image(ForeignImage)
    case calibration(ForeignCalibration)
    case transforms([ForeignTransform])
}

struct ForeignImage {
    var stampNanoseconds: Int64 = 0
    var frame = ""
    /// 0 where the bytes say it themselves.
    var width = 0
    var height = 0
    var rowStep = 0
    var isBigEndian = false
    /// Of raw pixels, as ROS names it; for a compressed image what its format says.
    var encoding = ""
    var isCompressed = false
    /// Within the message.
    var data = UnsafeRawBufferPointer(start: nil, count: 0)
}

struct ForeignCalibration: Equatable {
    var width = 0
    var height = 0
    var model = ""
    var coefficients: [Double] = []
    /// 3×3 by rows.
    var matrix: [Double] = []
}

struct ForeignTransform {
    var stampNanoseconds: Int64 = 0
    var parent = ""
    var child = ""
    var parentFromChild = Transform.identity
}
