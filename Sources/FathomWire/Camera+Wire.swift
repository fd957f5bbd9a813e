import CFathomProto
import Fathom

extension Camera {
    /// - Throws: `Rejection` when an array has not the size or the shape of what it stands for.
    init(wire message: Fathom__V1__Camera) throws(Rejection) {
        guard message.n_k == 9, let k = message.k else {
            throw Rejection("camera.k", expected: "9 numbers", found: "\(message.n_k)")
        }
        guard k[3] == 0, k[6] == 0, k[7] == 0, k[8] == 1 else {
            throw Rejection(
                "camera.k", expected: "rows fx s cx / 0 fy cy / 0 0 1",
                found: "\(k[3]) at row 1, column 0, last row \(k[6]) \(k[7]) \(k[8])")
        }
        let pose = message.world_from_camera
        self.init(
            width: Int(message.width), height: Int(message.height), fx: k[0], fy: k[4], cx: k[2], cy: k[5], skew: k[1],
            distortion: try Distortion(wire: message),
            worldFromCamera: pose == nil ? nil : try Transform(wire: pose, field: "camera.world_from_camera"))
    }
}

extension Camera.Distortion {
    fileprivate init(wire message: Fathom__V1__Camera) throws(Rejection) {
        let count = message.n_distortion_coefficients
        let coefficients = UnsafeBufferPointer(start: message.distortion_coefficients, count: count)
        switch message.distortion {
        case FATHOM__V1__DISTORTION__DISTORTION_NONE:
            guard coefficients.allSatisfy({ $0 == 0 }) else {
                throw Rejection("camera.distortion", expected: "a model for the coefficients", found: "none")
            }
            self = .none
        case FATHOM__V1__DISTORTION__DISTORTION_PLUMB_BOB:
            // OpenCV also takes four: k3 is 0 then.
            guard count == 4 || count == 5 else {
                throw Rejection("camera.distortion_coefficients", expected: "k1 k2 p1 p2 k3", found: "\(count) numbers")
            }
            self = .plumbBob(
                k1: coefficients[0], k2: coefficients[1], p1: coefficients[2], p2: coefficients[3],
                k3: count == 5 ? coefficients[4] : 0)
        default:
            throw Rejection(
                "camera.distortion", expected: "one of none, plumb_bob",
                found: "number \(Int32(bitPattern: message.distortion.rawValue))")
        }
    }
}

extension Transform {
    /// Rows of a 4×4 homogeneous matrix, as fathom.v1 stores it.
    init(wire message: UnsafeMutablePointer<Fathom__V1__Transform>?, field: @autoclosure () -> String) throws(Rejection)
    {
        let count = message?.pointee.n_matrix ?? 0
        guard count == 16, let m = message?.pointee.matrix else {
            throw Rejection(field(), expected: "16 numbers", found: "\(count)")
        }
        guard m[12] == 0, m[13] == 0, m[14] == 0, m[15] == 1 else {
            throw Rejection(
                field(), expected: "last row 0 0 0 1", found: "\(m[12]) \(m[13]) \(m[14]) \(m[15])")
        }
        self.init(
            rotation: Matrix3(
                columns: Vector3(m[0], m[4], m[8]), Vector3(m[1], m[5], m[9]), Vector3(m[2], m[6], m[10])),
            translation: Vector3(m[3], m[7], m[11]))
    }
}

extension Arena {
    func message(from transform: Transform) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Transform> {
        let message = try make(fathom__v1__transform__init)
        let (r, t) = (transform.rotation, transform.translation)
        message.pointee.n_matrix = 16
        message.pointee.matrix = try doubles([
            r.x.x, r.y.x, r.z.x, t.x,
            r.x.y, r.y.y, r.z.y, t.y,
            r.x.z, r.y.z, r.z.z, t.z,
            0, 0, 0, 1,
        ])
        return message
    }

    func message(from camera: Camera) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Camera> {
        let message = try make(fathom__v1__camera__init)
        message.pointee.width = UInt32(clamping: camera.width)
        message.pointee.height = UInt32(clamping: camera.height)
        message.pointee.n_k = 9
        message.pointee.k = try doubles([camera.fx, camera.skew, camera.cx, 0, camera.fy, camera.cy, 0, 0, 1])
        if case .plumbBob(let k1, let k2, let p1, let p2, let k3) = camera.distortion {
            message.pointee.has_distortion = 1
            message.pointee.distortion = FATHOM__V1__DISTORTION__DISTORTION_PLUMB_BOB
            message.pointee.n_distortion_coefficients = 5
            message.pointee.distortion_coefficients = try doubles([k1, k2, p1, p2, k3])
        }
        if let pose = camera.worldFromCamera {
            message.pointee.world_from_camera = try self.message(from: pose)
        }
        return message
    }
}
